import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Koa from "koa";
import { expect, test } from "vitest";
import { writeError as writeClick2callError } from "../apis/click2call/errors.ts";
import { writeError as writeCtdError } from "../apis/ctd/errors.ts";
import { writeError as writeOauthError } from "../apis/oauth/errors.ts";
import { writeError as writeSignalingError } from "../apis/signaling/errors.ts";
import { DomainError, type DomainErrorKind } from "../calls/errors.ts";
import {
  API,
  block,
  CALLS,
  codes,
  filesUnder,
  read,
  rows,
  TOKENS,
} from "./testing-pages.ts";

// A record, so that a new kind is a type error here.
const KINDS: Record<DomainErrorKind, DomainErrorKind> = {
  validation: "validation",
  unauthenticated: "unauthenticated",
  forbidden: "forbidden",
  not_found: "not_found",
  method_not_allowed: "method_not_allowed",
  too_large: "too_large",
  conflict: "conflict",
  rate: "rate",
  paused: "paused",
  unavailable: "unavailable",
  pbx: "pbx",
  internal: "internal",
};

type Writer = (ctx: Koa.Context, error: DomainError) => void;

/** The statuses a writer of errors answers with, as HTTP has them. */
async function statusesOf(write: Writer): Promise<Set<number>> {
  const app = new Koa();
  const kinds = new Map<string, DomainErrorKind>(
    Object.values(KINDS).map((kind) => [`/${kind}`, kind]),
  );
  app.use((ctx) => {
    write(
      ctx,
      new DomainError(kinds.get(ctx.path) ?? "internal", "code", "message"),
    );
  });
  const answer = app.callback();
  const server = createServer(
    (request, response) => void answer(request, response),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server.address());
  const statuses = new Set<number>();
  for (const path of kinds.keys()) {
    const { status } = await fetch(`http://127.0.0.1:${port}${path}`);
    statuses.add(status);
  }
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  return statuses;
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

test.each([
  [API, "errors-click2call", writeClick2callError],
  [API, "errors-signaling", writeSignalingError],
  [TOKENS, "errors-oauth", writeOauthError],
  [CALLS, "errors-ctd", writeCtdError],
] as const)(
  "in %s the table %s has the statuses of the code",
  async (page, name, write) => {
    const told = rows(block(page, name)).map(([status]) => Number(status));
    const sorted = (all: Iterable<number>) => [...new Set(all)].sort();
    expect(sorted(told)).toEqual(sorted(await statusesOf(write)));
  },
);

/** Texts of the sources' DomainErrors, as far as they are written as they stand. */
function thrownMessages(): string[] {
  const sources = filesUnder("gateway/src").filter(
    (path) => path.endsWith(".ts") && !path.endsWith(".test.ts"),
  );
  const thrown = /new DomainError\(\s*"[a-z_]+",\s*"[a-z_]+",\s*"([^"]+)"/g;
  return sources.flatMap((path) =>
    Array.from(read(path).matchAll(thrown), ([, message = ""]) => message),
  );
}

/** Told on the live channel or never: no door that answers with HTTP can meet them. */
const NOT_HTTP = new Set([
  "the token cannot be checked now: its issuer's keys cannot be had",
  "There is no such call",
  "Not your call",
  "call changed by somebody else",
  "a call with this iden exists already",
]);

test("the error tables have every text the code answers with, and no other", () => {
  const thrown = new Set(thrownMessages());
  const tables = [
    [API, "errors-click2call"],
    [API, "errors-signaling"],
    [TOKENS, "errors-oauth"],
    [CALLS, "errors-ctd"],
  ] as const;
  const told = tables.flatMap(([page, name]) =>
    rows(block(page, name)).flatMap(([, texts]) => codes(texts)),
  );
  for (const message of thrown)
    if (!NOT_HTTP.has(message)) expect(told).toContain(message);
  const sources = filesUnder("gateway/src")
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))
    .map(read)
    .join("\n");
  for (const text of told) expect(sources).toContain(text.replace(" …", " "));
});
