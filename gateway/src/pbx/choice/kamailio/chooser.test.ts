import { createServer, type RequestListener } from "node:http";
import { expect, it, onTestFinished, test } from "vitest";
import { TestPbx } from "../../../calls/testing-pbx.ts";
import { DomainChooser } from "../by-domain.ts";
import { KamailioChooser } from "./chooser.ts";

const found = (value: unknown) =>
  JSON.stringify({ jsonrpc: "2.0", result: { item: { name: "1", value } } });

/** A Kamailio of the test, and a chooser that asks it. */
async function open(listener: RequestListener, timeoutMs = 2_000) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const pbxs = new Map(
    ["main", "second", "foreign"].map((name) => [name, new TestPbx(name)]),
  );
  const chooser = new KamailioChooser(
    new DomainChooser(
      new Map([
        ["pbx.example", ["main", "second"]],
        ["plain.example", ["foreign", "main"]],
      ]),
      pbxs,
    ),
    {
      lookups: new Map([
        [
          "pbx.example",
          {
            rpcUrl: `http://127.0.0.1:${port}/RPC`,
            table: "AsPerCompanyId",
            key: "1",
            timeoutMs,
          },
        ],
      ]),
      hosts: new Map([
        ["main", ["10.0.0.1", "as1.example.com"]],
        ["second", ["10.0.0.2", "2001:db8::2"]],
        ["foreign", ["10.0.0.3"]],
      ]),
    },
  );
  return async (domain = "PBX.example") =>
    (await chooser.choose(domain)).map((pbx) => pbx.name);
}

const answering = (body: string, status = 200) =>
  open((_, response) => {
    response.writeHead(status).end(body);
  });

it("asks for the key of the table by JSON-RPC", async () => {
  const asked: unknown[] = [];
  const choose = await open((request, response) => {
    request.on("data", (chunk) => asked.push(JSON.parse(String(chunk))));
    request.on("end", () => response.end(found("sip:10.0.0.1:6060")));
  });
  expect(await choose()).toEqual(["main"]);
  expect(asked).toEqual([
    {
      jsonrpc: "2.0",
      method: "htable.get",
      params: ["AsPerCompanyId", "1"],
      id: 1,
    },
  ]);
});

test.each([
  ["sip:10.0.0.2:6060;transport=udp", "second"],
  ["sip:[2001:0db8::2]", "second"],
  ["sip:[2001:db8::2]:6060", "second"],
  ["sip:AS1.example.com", "main"],
])("%s is the PBX %s", async (uri, name) => {
  const choose = await answering(found(uri));
  expect(await choose()).toEqual([name]);
});

it("leaves other domains to their own order and asks nobody", async () => {
  const choose = await open(() => {
    throw new Error("asked");
  });
  expect(await choose("plain.example")).toEqual(["foreign", "main"]);
});

test.each([
  [
    "no such key",
    500,
    '{"jsonrpc":"2.0","error":{"code":500,"message":"Key name doesn\'t exist in htable."},"id":1}',
    "Key name",
  ],
  ["an empty value", 200, found(""), "no value"],
  ["a number", 200, found(7), "no value"],
  ["no item", 200, '{"jsonrpc":"2.0","result":{}}', "no value"],
  ["no object", 200, "null", "no value"],
  ["no JSON", 200, "<html>", "cannot be asked"],
  ["nothing", 200, "", "cannot be asked"],
  ["too much", 200, " ".repeat(70_000), "cannot be asked"],
  ["no SIP address", 200, found("as1.example.com"), "no PBX of"],
  ["a host that is no PBX", 200, found("sip:10.9.9.9"), "no PBX of"],
  ["a PBX of another domain", 200, found("sip:10.0.0.3"), "no PBX of"],
])("%s is no answer", async (_, status, body, words) => {
  const choose = await answering(body, status);
  await expect(choose()).rejects.toMatchObject({
    name: "UnresolvedPbx",
    message: expect.stringContaining(words),
  });
});

test.each([
  ["says nothing", () => {}],
  [
    "stops in the middle",
    (...[, response]: Parameters<RequestListener>) => {
      response.write('{"jsonrpc":');
    },
  ],
])("one that %s is not waited for", async (_, listener) => {
  const choose = await open(listener, 100);
  const began = performance.now();
  await expect(choose()).rejects.toMatchObject({ name: "UnresolvedPbx" });
  expect(performance.now() - began).toBeLessThan(2_000);
});

it("one that hangs up, sends elsewhere or is not there is no answer", async () => {
  const drops = await open((request) => request.socket.destroy());
  await expect(drops()).rejects.toMatchObject({ name: "UnresolvedPbx" });
  const elsewhere = await open((_, response) => {
    response.writeHead(307, { Location: "http://127.0.0.1:1/" }).end();
  });
  await expect(elsewhere()).rejects.toMatchObject({ name: "UnresolvedPbx" });
});
