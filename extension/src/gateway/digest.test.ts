import vectors from "@ringback/shared/digest-vectors.json" with {
  type: "json",
};
import { expect, it } from "vitest";
import { deriveHa1, signNonce } from "./challenge.ts";

it.each(vectors)("$username@$realm signs $subject", (vector) => {
  const { username, realm, password, ha1, nonce, subject } = vector;
  expect(deriveHa1(`${username}@${realm}`, realm, password)).toBe(ha1);
  expect(signNonce(ha1, nonce, subject)).toBe(vector.response);
});
