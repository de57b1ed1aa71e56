import { expect, it } from "vitest";
import { ORDER, openCtd } from "./testing.ts";
import { isErrorInfo } from "./testing-schema.ts";

const order = async (key: string) => {
  const door = await openCtd();
  const headers = { "idempotency-key": key };
  const response = await door.ask("POST", "/calls", { body: ORDER, headers });
  const body: unknown = await response.json();
  return [response.status, isErrorInfo(body) ? body.message : "made"];
};

it.each([
  ["none at all", ""],
  ["blanks alone", "   "],
  ["a tab alone", "\t"],
  ["a blank inside", "order 1"],
  ["a letter beyond ASCII", "\u00e4"],
  ["256 characters", "a".repeat(256)],
])("a key of %s is refused", async (_, key) => {
  expect(await order(key)).toEqual([
    400,
    "Idempotency-Key is 1 to 255 printable characters, none of them a blank",
  ]);
});

it.each([
  ["1 character", "a"],
  ["255 characters", "~".repeat(255)],
])("a key of %s is taken", async (_, key) => {
  expect(await order(key)).toEqual([201, "made"]);
});
