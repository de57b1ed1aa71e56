import { describe, expect, it } from "vitest";
import { ORDER, openCtd } from "./testing.ts";
import { isErrorInfo } from "./testing-schema.ts";

async function order(type: string | undefined) {
  const door = await openCtd();
  const response = await fetch(`${door.origin}/calls`, {
    method: "POST",
    headers: {
      authorization: "Bearer crm",
      ...(type !== undefined && { "content-type": type }),
    },
    // Bytes: of a text the client would name the type itself.
    body: Buffer.from(JSON.stringify(ORDER)),
  });
  const body: unknown = await response.json();
  const told = isErrorInfo(body) ? `${body.code} ${body.message}` : "made";
  return [response.status, told];
}

describe("the Content-Type of an order", () => {
  it.each([
    ["text/plain"],
    ["application/jsonp"],
    ["application/x-www-form-urlencoded"],
    ["text/plain; application/json"],
    [""],
    [undefined],
  ])("%j is refused by its name", async (type) => {
    expect(await order(type)).toEqual([
      400,
      "INVALID_ARGUMENT Content-Type must be application/json",
    ]);
  });

  it.each([
    ["application/json; charset=utf-16"],
    ["application/json;charset=ISO-8859-1"],
    ['application/json; charset="utf-16le"'],
    ["application/json; charset=utf-8; Charset=latin1"],
    ["application/json; charset="],
    ["application/json; charset=utf-80"],
  ])("%j: only UTF-8 is read", async (type) => {
    expect(await order(type)).toEqual([
      400,
      "INVALID_ARGUMENT Content-Type: the only charset is UTF-8",
    ]);
  });

  it.each([
    ["application/json"],
    ["Application/JSON ; charset=UTF-8"],
    ['application/json;charset="utf-8"'],
    ["application/json; charset=utf8; profile=x"],
  ])("%j is taken", async (type) => {
    expect(await order(type)).toEqual([201, "made"]);
  });
});
