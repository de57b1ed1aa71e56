import { describe, expect, it, test } from "vitest";
import { Sealer } from "./sealer.ts";

const KEY = "1f".repeat(32);
const OTHER = "2e".repeat(32);
const PLAIN = "whsec_ä€😀\n";

const sealer = new Sealer(KEY, []);

test.each(["", "a", PLAIN, "x".repeat(100_000)])(
  "what is sealed opens as it was (%#)",
  (plain) => {
    expect(sealer.open("webhook", sealer.seal("webhook", plain))).toBe(plain);
  },
);

it("shows nothing of the plain text, and is another each time", () => {
  const sealed = Array.from({ length: 50 }, () => sealer.seal("a", PLAIN));
  expect(new Set(sealed).size).toBe(50);
  for (const each of sealed) {
    expect(each).toMatch(/^s1\.[0-9a-f]{16}\.[\w-]+$/);
    expect(Buffer.from(each.split(".")[2] ?? "", "base64url")).not.toContain(
      "whsec_",
    );
  }
});

it("what was sealed for one purpose opens for no other", () => {
  const purposes = ["webhook", "sink", "sink ", "signing-key", ""];
  for (const sealedFor of purposes) {
    const sealed = sealer.seal(sealedFor, PLAIN);
    for (const purpose of purposes) {
      if (purpose === sealedFor) continue;
      expect(() => sealer.open(purpose, sealed)).toThrow("another purpose");
    }
  }
});

describe("another key", () => {
  it("opens nothing, and the message says which keys were tried", () => {
    const sealed = new Sealer(OTHER, []).seal("a", PLAIN);
    expect(() => sealer.open("a", sealed)).toThrow(
      "neither secrets.storageKey nor among secrets.previousStorageKeys",
    );
  });

  it("opens what it sealed while it was the key, and seals no more", () => {
    const old = sealer.seal("a", PLAIN);
    const rotated = new Sealer(OTHER, [KEY]);
    expect(rotated.open("a", old)).toBe(PLAIN);
    const fresh = rotated.seal("a", PLAIN);
    expect(new Sealer(OTHER, []).open("a", fresh)).toBe(PLAIN);
    expect(() => sealer.open("a", fresh)).toThrow("neither");
  });
});

it("a changed byte anywhere is seen", () => {
  const [head, id, text = ""] = sealer.seal("a", "secret").split(".");
  const body = Buffer.from(text, "base64url");
  for (let at = 0; at < body.length; at += 1) {
    const changed = Buffer.from(body);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const sealed = `${head}.${id}.${changed.toString("base64url")}`;
    expect(() => sealer.open("a", sealed)).toThrow("was changed");
  }
});

test.each(["", "secret", "s1.0.", "s2.0123456789abcdef.AAAA"])(
  "%j is not a sealed text",
  (text) => {
    expect(() => sealer.open("a", text)).toThrow("not a sealed text");
  },
);

it("a text cut short is not a sealed text", () => {
  const sealed = sealer.seal("a", "");
  const [head, id, text = ""] = sealed.split(".");
  const cut = Buffer.from(text, "base64url").subarray(0, 27);
  expect(() =>
    sealer.open("a", `${head}.${id}.${cut.toString("base64url")}`),
  ).toThrow("not a sealed text");
});
