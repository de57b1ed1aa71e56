import { expect, test } from "vitest";
import { readEnvironment } from "./env.ts";
import { rawAt } from "./raw.ts";

const value = (variable: string, text: string, path: string[]) =>
  rawAt(readEnvironment({ [variable]: text }).values, path);

test.each([
  ["RINGBACK_SERVER_LISTEN", "[::1]:1", ["server", "listen"], "[::1]:1"],
  ["RINGBACK_SECRETS_NONCE_KEY_FILE", "/f", ["secrets", "nonceKeyFile"], "/f"],
  ["RINGBACK_PBX_MAIN_SECRET", "[x", ["pbx", "main", "secret"], "[x"],
  ["RINGBACK_PBX_MAIN_SECRET_FILE", "/f", ["pbx", "main", "secretFile"], "/f"],
  [
    "RINGBACK_PBX_HEAD_OFFICE_TLS_ENABLED",
    "true",
    ["pbx", "head-office", "tls", "enabled"],
    "true",
  ],
  [
    "RINGBACK_SERVER_ALLOWED_ORIGINS",
    "https://a, *",
    ["server", "allowedOrigins"],
    ["https://a", "*"],
  ],
  [
    "RINGBACK_DIALING_ALLOW_PREFIXES",
    '["+34", +44]',
    ["dialing", "allowPrefixes"],
    ["+34", "+44"],
  ],
  [
    "RINGBACK_DOMAINS",
    '{"pbx.example": ["main"]}',
    ["domains", "pbx.example"],
    ["main"],
  ],
])("%s=%s", (variable, text, path, expected) => {
  expect(value(variable, text, path)).toEqual(expected);
});

test("a whole map and a key inside it come together", () => {
  const { values } = readEnvironment({
    RINGBACK_PBX: "{main: {host: localhost}}",
    RINGBACK_PBX_MAIN_SECRET: "x",
  });
  expect(rawAt(values, ["pbx", "main"])).toEqual(
    new Map([
      ["host", "localhost"],
      ["secret", "x"],
    ]),
  );
});

test("a misspelt variable is a fault that names the right one", () => {
  const { faults } = readEnvironment({ RINGBACK_SERVER_LISTN: "x" });
  expect(faults).toEqual([
    expect.objectContaining({
      key: "RINGBACK_SERVER_LISTN",
      message: expect.stringContaining("RINGBACK_SERVER_LISTEN"),
    }),
  ]);
});

test("a broken list is a fault without its text", () => {
  const { faults } = readEnvironment({ RINGBACK_DOMAINS: "{hunter2" });
  expect(faults).toHaveLength(1);
  expect(JSON.stringify(faults)).not.toContain("hunter2");
});

test("other programs' variables, empty ones and service links are left alone", () => {
  const source = readEnvironment({
    HOME: "/root",
    RINGBACK_CONFIG: "/etc/x.yaml",
    RINGBACK_CACHE: "/tmp/cache",
    RINGBACK_LOG_LEVEL: "",
    RINGBACK_SERVICE_HOST: "10.0.0.1",
    RINGBACK_PORT: "tcp://10.0.0.1:80",
    RINGBACK_PORT_80_TCP_ADDR: "10.0.0.1",
  });
  expect(source.faults).toEqual([]);
  expect(source.values.size).toBe(0);
});
