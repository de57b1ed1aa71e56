import { expect, it, test } from "vitest";
import { readForm } from "./form-body.ts";
import { openDoor, rawExchange, testMount } from "./testing.ts";

async function open(limitBytes = 100) {
  const door = await openDoor([
    testMount("form", async (ctx) => [
      ...(await readForm(ctx.req, limitBytes)),
    ]),
  ]);
  const send = async (
    body: string,
    type = "application/x-www-form-urlencoded",
  ) => {
    const answer = await door.post("/form/do", {
      body,
      headers: { "content-type": type },
    });
    return [answer.status, JSON.parse(await answer.text())];
  };
  return { ...door, send };
}

it("reads each parameter, and those without a value as left out", async () => {
  const { send } = await open();
  const body = "a=1&b=%C3%A4+x&c=&d";
  const did = {
    did: [
      ["a", "1"],
      ["b", "ä x"],
    ],
  };
  expect(await send(body)).toEqual([200, did]);
  expect(
    await send(body, "Application/X-WWW-Form-Urlencoded; charset=utf-8"),
  ).toEqual([200, did]);
});

test.each([
  ["a=1&a=1", undefined],
  ["a=&a=1", undefined],
  ["a=1", "application/json"],
  ["a=1", "application/x-www-form-urlencodedx"],
])("%j as %j is refused", async (body, type) => {
  const { send } = await open();
  expect(await send(body, type)).toEqual([
    400,
    expect.objectContaining({ code: "invalid_request" }),
  ]);
});

it("one too long is refused, whether it says so or not", async () => {
  const { send, origin } = await open();
  expect(await send(`a=${"x".repeat(99)}`)).toEqual([
    413,
    expect.objectContaining({ code: "too_large" }),
  ]);
  expect(await send(`a=${"x".repeat(98)}`)).toEqual([200, expect.anything()]);
  const answer = await rawExchange(origin, (socket) => {
    socket.end(
      `POST /form/do HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nc8\r\n${"x".repeat(200)}\r\n0\r\n\r\n`,
    );
  });
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});
