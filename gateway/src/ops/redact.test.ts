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

const RANDOM = "Zm9v-YmFy_YmF6cXV4cXV1eGNvcmdlZ3JhdWx0Z2Fyc";
const JWT = `eyJhbGciOiJFUzI1NiJ9.eyJ${RANDOM}.${RANDOM}`;
const NONCE = `${"0a".repeat(16)}.${"b1".repeat(32)}`;

/** Every character percent-encoded. */
const encoded = (plain: string) =>
  Array.from(Buffer.from(plain), (byte) => `%${byte.toString(16)}`).join("");

test.each([
  ["a program's secret", `rbs_${RANDOM}`],
  ["a signing secret", "whsec_Zm9v+YmFy/YmF6cXV4cXV1eGNvcmdlZ3JhdWx0Z2E="],
  ["a token", JWT],
  ["what is signed in a nonce", NONCE],
  ["a secret of the configuration", "known-ami-secret"],
])("%s is cut wherever it stands, however it is spelled", (_, secret) => {
  for (const spelling of [
    secret,
    secret.slice(0, 70),
    encodeURIComponent(secret),
    encoded(secret),
    encoded(secret).toUpperCase(),
    encodeURIComponent(encoded(secret)),
    secret.replace(/[._]/g, encoded),
  ])
    for (const around of ["", "/", "/calls/", "x", "_", "%20", "%2f", "id:"])
      expect(text(`${around}${spelling}`)).toBe(`${around}${CENSORED}`);
  expect(text(`${secret}@pbx.example`)).toBe(`${CENSORED}@pbx.example`);
});

test("what is percent-encoded and no secret stays as it was spelled", () => {
  for (const plain of ["/%63alls/%zz", "/calls/%20%2500", "100 %, 5%41"])
    expect(text(plain)).toBe(plain);
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
