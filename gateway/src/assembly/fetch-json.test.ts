import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { expect, it, onTestFinished, test } from "vitest";
import { testConfig } from "../config/testing.ts";
import {
  makeAuthority,
  startSink,
  switchProtocols,
} from "../delivery/testing.ts";
import { createFetchJson } from "./fetch-json.ts";

const authority = makeAuthority();

function fetcher(env: Record<string, string>) {
  const { fetchJson, close } = createFetchJson(
    testConfig({
      RINGBACK_OAUTH_JWKS_TIMEOUT_MS: "300",
      RINGBACK_OAUTH_JWKS_LIMIT_BYTES: "1024",
      ...env,
    }),
  );
  onTestFinished(close);
  return fetchJson;
}

const office = (issuer: string) => ({
  RINGBACK_ISSUERS_OFFICE_ISSUER: issuer,
  RINGBACK_ISSUERS_OFFICE_AUDIENCE: "ringback",
  RINGBACK_DELIVERY_CA_FILE: authority.caFile,
});

const SET = { keys: [] };

it("an issuer of the configuration is asked wherever it stands, and nobody else beside it", async () => {
  const { origin } = await startSink(
    authority,
    (_, response) => void response.writeHead(200).end(JSON.stringify(SET)),
  );
  expect(await fetcher(office(origin))(`${origin}/jwks`)).toEqual(SET);
  const other = await startSink(authority);
  await expect(fetcher(office(origin))(`${other.origin}/`)).rejects.toThrow(
    "not permitted",
  );
  await expect(fetcher({})(`${origin}/jwks`)).rejects.toThrow("not permitted");
  expect(other.taken).toEqual([]);
});

const BAD: [string, (response: ServerResponse) => unknown][] = [
  [
    "a redirect",
    (response) => response.writeHead(302, { location: "/" }).end(),
  ],
  ["not a 200", (response) => response.writeHead(404).end("{}")],
  ["no JSON", (response) => response.writeHead(200).end("<html>")],
  [
    "too long",
    (response) => response.writeHead(200).end(`"${"x".repeat(2000)}"`),
  ],
  ["too slow", () => undefined],
  ["an upgrade nobody asked for", switchProtocols],
];

test.each(BAD)(
  "%s is refused, by https and on this machine",
  async (_, answer) => {
    const sink = await startSink(
      authority,
      (__, response) => void answer(response),
    );
    await expect(fetcher(office(sink.origin))(sink.origin)).rejects.toThrow();
    expect(sink.taken).toHaveLength(1);
    const server = createServer((__, response) => void answer(response));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const here = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    await expect(fetcher(office(here))(`${here}/`)).rejects.toThrow();
  },
);

it("clear text is for what the configuration names on this machine alone", async () => {
  const server = createServer((_, response) => void response.end("{}"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const here = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  expect(await fetcher(office(here))(`${here}/jwks`)).toEqual({});
  await expect(fetcher({})(`${here}/jwks`)).rejects.toThrow("https://");
});
