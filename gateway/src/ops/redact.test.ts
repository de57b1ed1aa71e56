import { expect, test } from "vitest";
import { CENSORED, createScrubber } from "./redact.ts";

const KNOWN = ["known-ami-secret", "short"];
const { text, record } = createScrubber(() => KNOWN);

test.each([
  ["GET /ws/chat?token=hunter2 HTTP/1.1", `GET /ws/chat?${CENSORED} HTTP/1.1`],
  [
    "see https://a.example/x?sig=hunter2#y",
    `see https://a.example/x?${CENSORED}`,
  ],
  ["Authorization: Bearer hunter2", `Authorization: Bearer ${CENSORED}`],
  ["got eyJhbGciOiJIUzI1NiJ9.hunter2.hunter2 back", `got ${CENSORED} back`],
  ['body {"password": "hunter2"}', `body {"password": "${CENSORED}"}`],
  ["tried password=hunter2&x=1", `tried password=${CENSORED}&x=1`],
  ["login known-ami-secret refused", `login ${CENSORED} refused`],
])("%s", (dirty, clean) => {
  expect(text(dirty)).toBe(clean);
});

test("ordinary words stay as they are", () => {
  for (const plain of [
    "PBX main: login refused? Is the secret right?",
    "token expired, nonce: used before",
    "this is short",
    "call 01jd8 alerting_a → active",
  ])
    expect(text(plain)).toBe(plain);
});

test("fields are found at any depth, in maps, lists, errors and their causes", () => {
  const error = Object.assign(new Error("no", { cause: { ha1: "hunter2" } }), {
    headers: { "Set-Cookie": "hunter2", host: "a" },
  });
  const clean = record({
    a: [{ b: new Map([["Access-Token", "hunter2"]]) }],
    bytes: Buffer.from("hunter2"),
    error,
    size: 10n,
    at: null,
  });
  expect(JSON.stringify(clean)).not.toContain("hunter2");
  expect(clean).toMatchObject({
    a: [{ b: { "Access-Token": CENSORED } }],
    bytes: "[7 bytes]",
    error: { type: "Error", message: "no", headers: { host: "a" } },
    size: "10",
    at: null,
  });
});

test("what contains itself ends, and the original stays as it was", () => {
  const loop: Record<string, unknown> = { password: "hunter2" };
  loop.self = loop;
  expect(JSON.stringify(record(loop))).toContain("[too deep]");
  expect(loop.password).toBe("hunter2");
});
