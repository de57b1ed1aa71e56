import { expect, test } from "vitest";
import { keyBytes } from "./secrets.ts";

const bytes = Buffer.alloc(32, 0xa7);

test("a key is read from hex, base64 and base64url", () => {
  for (const encoding of ["hex", "base64", "base64url"] as const)
    expect(keyBytes(bytes.toString(encoding))).toEqual(bytes);
  expect(keyBytes(bytes.toString("hex").toUpperCase())).toEqual(bytes);
});
