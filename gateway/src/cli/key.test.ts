import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, bench } from "./testing.ts";

let cli: Bench;
beforeAll(() => {
  cli = bench();
});
afterAll(() => cli.remove());

test("keys are listed and rotated", async () => {
  const key = async (...words: string[]) => {
    const { out } = await cli.ringback(["key", ...words, "--json"]);
    return JSON.parse(out).map(({ state }: { state: string }) => state);
  };
  expect(await key("list")).toEqual([]);
  expect(await key("rotate", "--now")).toEqual(["signing"]);
  expect(await key("rotate")).toEqual(["next", "signing"]);
  expect((await cli.ringback(["key", "rotate"])).err).toContain(
    "published already",
  );
  expect((await cli.ringback(["key", "list"])).out).toMatch(
    /^STATE +SIGNSFROM/,
  );
  expect(await key("rotate", "--now")).toEqual(["signing"]);
});
