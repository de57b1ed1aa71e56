import { createHash } from "node:crypto";
import blueimp from "blueimp-md5";
import { describe, expect, it } from "vitest";
import { digestResponse, ha1, type Md5, parseAor } from "./digest.ts";
import vectors from "./digest-vectors.json" with { type: "json" };

const implementations: [string, Md5][] = [
  ["node:crypto", (text) => createHash("md5").update(text).digest("hex")],
  ["blueimp-md5", (text) => blueimp(text)],
];

describe.each(implementations)("digest with %s", (_name, md5) => {
  it.each(vectors)("$username@$realm signs $subject", (vector) => {
    const key = ha1(md5, vector.username, vector.realm, vector.password);
    expect(key).toBe(vector.ha1);
    expect(digestResponse(md5, key, vector.nonce, vector.subject)).toBe(
      vector.response,
    );
  });
});

describe("parseAor", () => {
  it("divides at the last @", () => {
    expect(parseAor("a@b@dom")).toEqual({ username: "a@b", domain: "dom" });
  });
  it.each([
    "",
    "alice",
    "@dom",
    "alice@",
    "al ice@dom",
    "alice@dom\n",
    "a\u0000@b",
  ])("refuses %j", (text) => {
    expect(parseAor(text)).toBeUndefined();
  });
});
