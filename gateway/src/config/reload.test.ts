import { expect, it, test } from "vitest";
import { needsRestart, reloaded } from "./reload.ts";
import { testConfig } from "./testing.ts";

const running = testConfig();

it("the same configuration changes nothing", () => {
  const { config, changed, waiting } = reloaded(running, testConfig());
  expect(config).toEqual(running);
  expect([changed, waiting]).toEqual([[], []]);
});

it("names what is in force now, and what waits; that stays as it was", () => {
  const next = testConfig({
    RINGBACK_DIALING_DENY_PREFIXES: '["+882"]',
    RINGBACK_LOG_LEVEL: "debug",
    RINGBACK_LOG_FILE: "/tmp/x",
    RINGBACK_SERVER_LISTEN: "127.0.0.1:9000",
    RINGBACK_PBX_MAIN_HOST: "127.0.0.2",
    RINGBACK_PBX_MAIN_CONTEXT: "from-internal",
    RINGBACK_METRICS_LISTEN: "127.0.0.1:9464",
  });
  const { config, changed, waiting } = reloaded(running, next);
  expect(changed.toSorted()).toEqual([
    "dialing.denyPrefixes",
    "log.level",
    "pbx.main.context",
  ]);
  expect(waiting.toSorted()).toEqual([
    "log.file",
    "metrics.listen",
    "pbx.main.host",
    "server.listen",
  ]);
  expect(config).toEqual({
    ...running,
    dialing: { ...running.dialing, denyPrefixes: ["+882"] },
    log: { level: "debug" },
    pbx: { main: { ...running.pbx.main, context: "from-internal" } },
  });
  // Asked again before the restart, it is named again.
  expect(reloaded(config, next).waiting.toSorted()).toEqual(waiting.toSorted());
});

it("a PBX that is new or gone waits; a domain does not", () => {
  const next = testConfig({
    RINGBACK_PBX_STANDBY_SECRET: "another-secret",
    RINGBACK_DOMAINS: '{"pbx.example": ["main", "standby"], "new": ["main"]}',
  });
  const there = reloaded(running, next);
  expect(there.waiting).toEqual(["pbx.standby"]);
  expect(there.changed.toSorted()).toEqual([
    "domains.new",
    'domains["pbx.example"]',
  ]);
  expect(Object.keys(there.config.pbx)).toEqual(["main"]);
  const back = reloaded(next, running);
  expect(back.waiting).toEqual(["pbx.standby"]);
  expect(Object.keys(back.config.pbx).toSorted()).toEqual(["main", "standby"]);
});

it("to begin with TLS waits; other files for it do not", () => {
  const server = (certFile: string) => ({
    ...running,
    server: { ...running.server, tls: { certFile, keyFile: "/k" } },
  });
  expect(reloaded(running, server("/a")).waiting).toEqual(["server.tls"]);
  expect(reloaded(server("/a"), running).waiting).toEqual(["server.tls"]);
  const { changed, config } = reloaded(server("/a"), server("/b"));
  expect(changed).toEqual(["server.tls.certFile"]);
  expect(config.server.tls?.certFile).toBe("/b");
});

test.each<[string, boolean]>([
  ["database.file", true],
  ["pbx.main", true],
  ["pbx.main.secretFile", true],
  ["pbx.main.tls.caFile", true],
  ["pbx.main.sipHosts", false],
  ["domains.example", false],
  ["terminals.example.realtime.urlFile", false],
  ["secrets.nonceKey", false],
  ["calls.deadlineSweepMs", false],
])("%s needs a restart: %s", (key, restart) => {
  expect(needsRestart(key.split("."))).toBe(restart);
});
