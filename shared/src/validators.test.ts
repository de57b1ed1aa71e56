import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { GENERATED_FILE, generateValidators } from "../scripts/validators.ts";
import { isCallResponse, isServerFrame } from "./generated/validators.js";

it("the committed validators are what the schemas give", async () => {
  expect(await readFile(GENERATED_FILE, "utf8")).toBe(
    await generateValidators(),
  );
});

it("needs no code generation at run time", async () => {
  const code = await readFile(GENERATED_FILE, "utf8");
  expect(code).not.toMatch(/new Function|\beval\(|\bimport\(/);
});

it("tells good from bad", () => {
  expect(isCallResponse({ iden: "abc" })).toBe(true);
  expect(isCallResponse({ iden: "not an iden" })).toBe(false);
  expect(
    isServerFrame({
      type: "heartbeat",
      data: {},
      timestamp: "2026-01-01T00:00:00.000Z",
    }),
  ).toBe(true);
  expect(isServerFrame({ type: "heartbeat" })).toBe(false);
});
