import { gzipSync } from "node:zlib";
import { expect, it, test } from "vitest";
import { readJson } from "./json-body.ts";
import { openDoor, rawExchange, testMount } from "./testing.ts";

const LIMIT = 1024;
const open = (options: Parameters<typeof openDoor>[1] = {}) =>
  openDoor([testMount("x", (ctx) => readJson(ctx.req, LIMIT))], options);

const head = (headers: string) =>
  `POST /x/do HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`;

it("reads a value of exactly the longest length", async () => {
  const { post } = await open();
  const body = `"${"a".repeat(LIMIT - 2)}"`;
  expect(await (await post("/x/do", { body })).json()).toEqual({
    did: "a".repeat(LIMIT - 2),
  });
});

test.each([
  "application/json",
  "application/json; charset=utf-8",
  "application/json ;charset=utf-8",
  "Application/JSON",
])("takes %s", async (type) => {
  const { post } = await open();
  const answer = await post("/x/do", {
    body: "{}",
    headers: { "content-type": type },
  });
  expect(answer.status).toBe(200);
});

test.each([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "application/jsonp",
  "text/plain; application/json",
  "",
])("does not take %o, which a page could post to us", async (type) => {
  const { post } = await open();
  const answer = await post("/x/do", {
    body: "{}",
    headers: { "content-type": type },
  });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    expect.objectContaining({ code: "invalid_json" }),
  ]);
});

test.each(["", "{", "{} {}", "undefined", "{'a':1}", "\ufeff{}"])(
  "%o is no JSON",
  async (body) => {
    const { post } = await open();
    expect((await post("/x/do", { body })).status).toBe(400);
  },
);

it("refuses a length that is too much without reading it", async () => {
  const { origin } = await open();
  const answer = await rawExchange(origin, (socket) =>
    socket.write(head("Content-Length: 1000000")),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*"too_large"/);
});

it("a body in chunks without a length gets its 413 too", async () => {
  const { origin } = await open();
  const answer = await rawExchange(origin, (socket) => {
    socket.write(head("Transfer-Encoding: chunked"));
    for (let i = 0; i < 3; i++) socket.write(`200\r\n${"a".repeat(512)}\r\n`);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*"too_large"/);
  expect(answer.toLowerCase()).toContain("connection: close");
});

it("inflates nothing: a bomb is as long as it came, and no JSON", async () => {
  const { post } = await open();
  const bomb = gzipSync(Buffer.alloc(500_000, "1"));
  expect(bomb.length).toBeLessThan(LIMIT);
  const answer = await post("/x/do", {
    body: bomb,
    headers: {
      "content-type": "application/json",
      "content-encoding": "gzip",
    },
  });
  expect(answer.status).toBe(400);
});

it("a client that is too slow is let go in the time configured", async () => {
  const { origin, faults } = await open({
    headersTimeoutMs: 100,
    requestTimeoutMs: 200,
  });
  const began = performance.now();
  const answer = await rawExchange(origin, (socket) =>
    socket.write(`${head("Content-Length: 10")}{`),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(performance.now() - began).toBeLessThan(3_000);
  expect(faults).toEqual([]);
});

it("a client that goes away in the middle is no fault of ours", async () => {
  const { origin, faults, lines } = await open();
  await rawExchange(origin, (socket) => {
    socket.write(`${head("Content-Length: 10")}{`);
    setImmediate(() => socket.destroy());
  });
  await expect.poll(() => lines.map((line) => line.status)).toEqual([400]);
  expect(faults).toEqual([]);
});
