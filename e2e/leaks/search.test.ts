import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { readRecords } from "./records.ts";
import { searchFor } from "./search.ts";

const SECRET = randomBytes(24).toString("base64url");
const NONCE = `1795275999.${randomBytes(16).toString("hex")}.${randomBytes(32).toString("hex")}`;
const SHORT = "k3ylimepie";
const search = searchFor([SECRET, NONCE, SHORT]);
const line = (text: string) => JSON.stringify({ level: "info", msg: text });
const [, random = "", signature = ""] = NONCE.split(".");

describe("a planted secret is found", () => {
  test.each([
    ["whole", `got ${SECRET} back`],
    ["at the end of a word", `x${SECRET}`],
    ["cut off after 12 characters", `${SECRET.slice(0, 12)}…`],
    ["a nonce", NONCE],
    ["the random part of a nonce", `nonce ${random} was used`],
    ["the signed part of a nonce", signature.slice(0, 12)],
    ["a short password, whole", `tried ${SHORT}.`],
  ])("%s", (_, text) => {
    expect(search([line("first"), line(text)].join("\n"))).toEqual([
      { line: 2, what: "a secret of the tests" },
    ]);
  });

  it("but not a shorter beginning, nor half a short password", () => {
    expect(search(`${SECRET.slice(0, 11)} ${SHORT.slice(0, 9)}`)).toEqual([]);
  });
});

test.each([
  ["a bearer", "Authorization: Bearer abcdefgh12345"],
  ["a Basic login", "authorization: Basic Y3JtOnNlY3JldA=="],
  ["a password", 'took {"password": "x"}'],
  ["a webhook's signing secret", "whsec_AAAA"],
  ["a program's secret", "rbs_AAAA"],
  ["a key in PEM", "-----BEGIN EC PRIVATE KEY-----"],
  ["a signed token", "eyJhbGciOiJIUzI1NiJ9.eyJz"],
  ["a private key", `{"d":"${"x".repeat(43)}"}`],
  ["a sealed value", `s1.${"x".repeat(40)}`],
  ["a password in an address", "postgres://ringback:pw@127.0.0.1/asterisk"],
  ["a part of a digest", `response="${"0a".repeat(16)}"`],
  ["a part of a digest", `{"nonce":"1795275000.${"0a".repeat(16)}.x"}`],
])("%s is found by its look", (what, text) => {
  expect(search(text)).toEqual([{ line: 1, what }]);
});

test("what the log puts instead, and ordinary lines, are no secrets", () => {
  for (const text of [
    "Authorization: Bearer [secret]",
    '{"password":"[secret]","nonce":"[secret]"}',
    "POST http://127.0.0.1:8080/call took 3 ms, token expired, nonce: used before",
    '{"request":{"method":"POST","path":"/call","status":200,"address":"127.0.0.1"}}',
  ])
    expect(search(text)).toEqual([]);
});

test("what a process keeps is read again, and its leak is found", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-leaks-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const records = new URL(
    "../../gateway/src/ops/testing-records.ts",
    import.meta.url,
  );
  // A folder is named when a process starts, so this is one of its own: it logs past the scrubber, as a leak would.
  const code = `
    import { keepLine, keepPrintedSecrets, keepSecretsOf, testLog } from "${records.href}";
    keepSecretsOf({ body: { access_token: "${SECRET}" } });
    keepPrintedSecrets("Secret, shown only now: ${SHORT}");
    testLog().info({ token: "${SECRET}" }, "scrubbed");
    keepLine("leaked ${SECRET}");
  `;
  execFileSync(process.execPath, ["--input-type=module", "--eval", code], {
    env: { ...process.env, TEST_LOGS: folder },
  });
  const { logs, secrets, lines } = await readRecords(folder);
  expect([...secrets]).toEqual([SECRET, SHORT]);
  expect(lines).toBe(2);
  const [text = ""] = logs.values();
  expect(searchFor(secrets)(text)).toEqual([
    { line: 2, what: "a secret of the tests" },
  ]);
});
