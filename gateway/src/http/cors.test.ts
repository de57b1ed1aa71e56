import { expect, it, test } from "vitest";
import { DomainError } from "../calls/errors.ts";
import { cors } from "./cors.ts";
import { openDoor, testMount } from "./testing.ts";

const GOOD = "https://crm.example";

async function ask(
  origins: readonly string[],
  method: string,
  origin: string | undefined,
  path = "/x/do",
) {
  let ran = 0;
  const route = () => {
    ran++;
    throw new DomainError("validation", "bad", "bad");
  };
  const door = await openDoor([
    testMount(
      "x",
      route,
      cors(() => origins, "Content-Type"),
    ),
  ]);
  const answer = await fetch(door.origin + path, {
    method,
    headers: origin === undefined ? {} : { origin },
  });
  return {
    ran,
    status: answer.status,
    cors: Object.fromEntries(
      [...answer.headers].filter(([name]) => name.startsWith("access-control")),
    ),
    vary: answer.headers.get("vary"),
  };
}

const HEADERS = (origin: string) => ({
  "access-control-allow-origin": origin,
  "access-control-allow-methods": "POST, OPTIONS",
  "access-control-allow-headers": "Content-Type",
});

it("row 6: a listed origin's preflight is echoed", async () => {
  expect(await ask([GOOD], "OPTIONS", GOOD)).toEqual({
    ran: 0,
    status: 204,
    cors: HEADERS(GOOD),
    vary: "Origin",
  });
});

test.each([
  "https://evil.example",
  undefined,
  "null",
  "https://crm.example.evil",
  "HTTPS://CRM.EXAMPLE",
  "https://crm.example:8443",
])(
  "row 7: the preflight of %s is 204 without a CORS header",
  async (origin) => {
    expect(await ask([GOOD], "OPTIONS", origin)).toMatchObject({
      status: 204,
      cors: {},
      vary: "Origin",
    });
  },
);

it("row 8: a POST of an unlisted origin is processed, without a CORS header", async () => {
  expect(await ask([GOOD], "POST", "https://evil.example")).toMatchObject({
    ran: 1,
    status: 400,
    cors: {},
  });
});

test.each([GOOD, undefined])(
  "row 9: a list with * says *, to %s",
  async (origin) => {
    expect(await ask([GOOD, "*"], "POST", origin)).toMatchObject({
      cors: HEADERS("*"),
      vary: null,
    });
  },
);

test.each([
  ["POST", "/x/do", 400],
  ["GET", "/x/do", 405],
  ["POST", "/x/nothing", 404],
])(
  "row 10: an error carries the headers too: %s %s",
  async (method, path, status) => {
    expect(await ask([GOOD], method, GOOD, path)).toMatchObject({
      status,
      cors: HEADERS(GOOD),
    });
  },
);

it("null is an origin only where it is listed", async () => {
  expect(await ask(["null"], "POST", "null")).toMatchObject({
    cors: HEADERS("null"),
  });
});
