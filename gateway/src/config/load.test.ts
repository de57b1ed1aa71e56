import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadConfig } from "./load.ts";
import { leastEnvironment, testConfig } from "./testing.ts";

const folder = mkdtempSync(join(tmpdir(), "ringback-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

function yaml(text: string, mode = 0o600): string {
  const file = join(folder, `${Math.random()}.yaml`);
  writeFileSync(file, text, { mode });
  return file;
}

test("defaults fill what is not said", () => {
  const config = testConfig();
  expect(config.server.listen).toBe("127.0.0.1:8089");
  expect(config.pbx.main).toMatchObject({
    port: 5038,
    tls: { enabled: false },
  });
  expect(config.dialing.emergencyNumbers).toContain("061");
  expect(config.log).toEqual({ level: "info" });
});

test("the environment wins over the file, key by key", () => {
  const file = yaml(
    "pbx:\n  main: {host: localhost, port: 5100}\nlog: {level: warn}\n",
  );
  const { config } = loadConfig({
    file,
    env: { ...leastEnvironment, RINGBACK_PBX_MAIN_PORT: "5200" },
  });
  expect(config?.pbx.main).toMatchObject({ host: "localhost", port: 5200 });
  expect(config?.log.level).toBe("warn");
});

test("nothing in it can be changed, and two loads share nothing", () => {
  const config = testConfig();
  expect(() => Object.assign(config.server, { listen: "x" })).toThrow(
    TypeError,
  );
  expect(() => Object.assign(config.dialing.emergencyNumbers, ["1"])).toThrow(
    TypeError,
  );
  expect(testConfig().dialing).not.toBe(config.dialing);
});

test("every fault of every source comes at once, with its place", () => {
  const file = yaml(
    "server: {listen: 0.0.0.0:8089, bodyLimitBytes: lots, colour: red}\n" +
      "secrets:\n  nonceKey: hunter2\n" +
      "pbx:\n  main: {secret: a hunter2, prot: 1}\n  UP: {secret: x}\n" +
      "domains: {pbx.example: []}\nlog: {level: loud}\nlive: text\n__proto__: {a: b}\n",
  );
  const { faults = [] } = loadConfig({
    file,
    env: {
      RINGBACK_CALLS_ACTIVE_SLACK: "1",
      RINGBACK_DATABASE_BUSY_TIMEOUT_MS: "-1",
    },
  });
  expect(faults.map(({ key }) => key).sort()).toEqual([
    "RINGBACK_CALLS_ACTIVE_SLACK",
    "__proto__",
    "database.busyTimeoutMs",
    'domains["pbx.example"]',
    "live",
    "log.level",
    "pbx.UP",
    "pbx.main.prot",
    "pbx.main.secret",
    "secrets.nonceKey",
    "secrets.storageKey",
    "secrets.tokenKey",
    "server.bodyLimitBytes",
    "server.colour",
    "server.listen",
  ]);
  const at = Object.fromEntries(faults.map((fault) => [fault.key, fault.at]));
  expect(at["secrets.nonceKey"]).toMatch(/\.yaml line 3$/);
  expect(at["database.busyTimeoutMs"]).toBe(
    "RINGBACK_DATABASE_BUSY_TIMEOUT_MS",
  );
  for (const { message } of faults) expect(message).toMatch(/[.?]$/);
  expect(JSON.stringify(faults)).not.toContain("hunter2");
});

test("a key nearly right is named", () => {
  const { faults } = loadConfig({
    file: yaml("server: {lisen: x}\n"),
    env: leastEnvironment,
  });
  expect(faults?.[0]?.message).toContain("did you mean listen?");
});

test("nothing at all: what is needed is asked for", () => {
  expect(loadConfig({}).faults?.map(({ key }) => key)).toEqual([
    "secrets.nonceKey",
    "secrets.tokenKey",
    "secrets.storageKey",
    "pbx",
    "domains",
  ]);
});

test("a key that is missing since an upgrade is asked for, with how to make it", () => {
  const { RINGBACK_SECRETS_STORAGE_KEY: _, ...rest } = leastEnvironment;
  expect(loadConfig({ env: rest }).faults).toEqual([
    {
      key: "secrets.storageKey",
      message:
        "This is missing: set it, or secrets.storageKeyFile, or RINGBACK_SECRETS_STORAGE_KEY. You can make one with `openssl rand -hex 32`.",
    },
  ]);
});

test("a file that cannot be read is a fault", () => {
  const { faults } = loadConfig({
    file: join(folder, "none"),
    env: leastEnvironment,
  });
  expect(faults).toEqual([
    {
      key: join(folder, "none"),
      message: "This file cannot be read (ENOENT).",
    },
  ]);
});

test("a file with secrets that everybody may read is a fault, one without is not", () => {
  const open = yaml("pbx: {main: {secret: x}}\n", 0o644);
  expect(loadConfig({ file: open, env: leastEnvironment }).faults).toEqual([
    expect.objectContaining({
      key: open,
      message: expect.stringContaining("chmod o="),
    }),
  ]);
  const harmless = yaml("log: {level: warn}\n", 0o644);
  expect(
    loadConfig({ file: harmless, env: leastEnvironment }).faults,
  ).toBeUndefined();
});

test("a secret file that cannot be read is said once", () => {
  const { RINGBACK_SECRETS_TOKEN_KEY: _, ...rest } = leastEnvironment;
  const { faults } = loadConfig({
    env: { ...rest, RINGBACK_SECRETS_TOKEN_KEY_FILE: "/none" },
  });
  expect(faults?.map(({ key }) => key)).toEqual(["secrets.tokenKeyFile"]);
});

test("an issuer needs an audience, and takes no signature by a shared key", () => {
  const env = {
    ...leastEnvironment,
    RINGBACK_ISSUERS_OFFICE_ISSUER: "https://login.example",
    RINGBACK_ISSUERS_OFFICE_ALGORITHMS: "RS256,HS256,none",
  };
  expect(
    loadConfig({ env })
      .faults?.map(({ key }) => key)
      .sort(),
  ).toEqual([
    "issuers.office.algorithms[1]",
    "issuers.office.algorithms[2]",
    "issuers.office.audience",
  ]);
});
