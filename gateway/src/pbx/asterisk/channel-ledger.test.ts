import { expect, it } from "vitest";
import { ChannelLedger } from "./channel-ledger.ts";

it("knows the call's own halves by their ids, whatever they are added as", () => {
  const ledger = new ChannelLedger("x");
  ledger.add("x", "b");
  ledger.add("x-2", "a");
  expect([ledger.legOf("x"), ledger.legOf("x-2")]).toEqual([
    undefined,
    undefined,
  ]);
  expect(ledger.remove("x")).toBe("local");
});

it("tells legs apart by who dialled them; what nobody dialled is of the side being rung", () => {
  const ledger = new ChannelLedger("x");
  ledger.add("1");
  ledger.answeredA();
  ledger.add("2");
  expect([ledger.legOf("1"), ledger.legOf("2")]).toEqual(["a", "b"]);
  ledger.add("1");
  expect(ledger.legOf("1")).toBe("a");
});

it("a leg over a trunk is a row of channels that dial each other", () => {
  const ledger = new ChannelLedger("x");
  expect([ledger.dialledBy("x-2"), ledger.dialledBy("x")]).toEqual(["a", "b"]);
  ledger.add("local;1", ledger.dialledBy("x-2"));
  ledger.add("local;2");
  ledger.answeredA();
  expect(ledger.dialledBy("local;2")).toBe("a");
  expect(ledger.dialledBy("stranger")).toBe("b");
});

it("is empty again when the last is gone, and remembers that there was one", () => {
  const ledger = new ChannelLedger("x");
  expect([ledger.isEmpty, ledger.everUsed]).toEqual([true, false]);
  ledger.add("x");
  ledger.add("1", "a");
  expect(ledger.uniqueIds).toEqual(["x", "1"]);
  expect(ledger.hasLeg("a")).toBe(true);
  expect(ledger.remove("stranger")).toBeUndefined();
  ledger.remove("1");
  expect(ledger.hasLeg("a")).toBe(false);
  ledger.remove("x");
  expect([ledger.isEmpty, ledger.everUsed]).toEqual([true, true]);
});
