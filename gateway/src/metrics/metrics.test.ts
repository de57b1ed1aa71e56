import { existsSync, readdirSync, readFileSync } from "node:fs";
import { END_REASONS } from "@ringback/shared/call/states.ts";
import { expect, onTestFinished, test } from "vitest";
import { CallBus, type CallEvent } from "../calls/bus.ts";
import { DomainError } from "../calls/errors.ts";
import { viewOf } from "../calls/snapshot.ts";
import { testSnapshot } from "../calls/testing-rows.ts";
import { FIGURES } from "./catalogue.ts";
import { Metrics, type Watched } from "./metrics.ts";

const STATS = {
  actions: 5,
  timeouts: 1,
  events: 40,
  parseDrops: 2,
  connects: 3,
};

function open(changes: Partial<Watched> = {}) {
  const bus = new CallBus(() => {});
  const metrics = new Metrics();
  onTestFinished(() => metrics.stop());
  metrics.watch({
    bus,
    countLive: async () => new Map([["active", 2]]),
    countDeliveries: async () => ({
      ...{ queued: 3, dead: 1, oldestAt: Date.now() - 60_000 },
    }),
    queues: { moves: () => 4, writes: () => 6 },
    liveSockets: () => 7,
    pbxs: new Map([["main", { health: () => ({ state: "up", since: 0 }) }]]),
    transports: new Map([["main", { stats: () => STATS }]]),
    ...changes,
  });
  return { bus, metrics };
}

function event(type: string, changes: Partial<CallEvent["call"]> = {}) {
  return {
    seq: 1,
    type,
    workspaceId: "default",
    userId: "user-alice",
    clientId: null,
    via: "click2call",
    call: { ...viewOf(testSnapshot()), ...changes },
  };
}

async function ownLines(metrics: Metrics): Promise<string[]> {
  const { text } = await metrics.render();
  return text.split("\n").filter((line) => /^ringback_/.test(line));
}

test("calls are counted by door, outcome and reason, and the way to the PBX is timed", async () => {
  const { bus, metrics } = open();
  bus.publish(event("initiated"));
  bus.publish(event("alerting_a"));
  bus.publish(event("a_ringing"));
  bus.publish(event("ended", { outcome: "busy", endReason: "a_busy" }));
  const lines = await ownLines(metrics);
  expect(lines).toEqual(
    expect.arrayContaining([
      'ringback_calls_placed_total{door="click2call"} 1',
      'ringback_calls_ended_total{outcome="busy",reason="a_busy",door="click2call"} 1',
      "ringback_originate_seconds_count 1",
      'ringback_calls_live{state="active"} 2',
      'ringback_calls_live{state="created"} 0',
      "ringback_database_up 1",
      'ringback_queue_depth{queue="moves"} 4',
      'ringback_queue_depth{queue="writes"} 6',
      "ringback_live_sockets 7",
    ]),
  );
});

test("calls are told from zero on, at every door that places them, or the first of a kind would be no increase", async () => {
  const lines = await ownLines(open().metrics);
  const apis = new URL("../apis/", import.meta.url);
  const doors = readdirSync(apis).flatMap((name) => {
    const mount = new URL(`${name}/mount.ts`, apis);
    if (!existsSync(mount)) return [];
    return /\bvia: "(\w+)"/.exec(readFileSync(mount, "utf8"))?.[1] ?? [];
  });
  expect(doors).toContain("click2call");
  for (const door of doors) {
    expect(lines).toContain(`ringback_calls_placed_total{door="${door}"} 0`);
    for (const reason of END_REASONS) {
      expect(lines).toContainEqual(
        expect.stringMatching(
          new RegExp(`reason="${reason}",door="${door}"\\} 0$`),
        ),
      );
    }
  }
});

test("a call the PBX refused is no sample of the way to the PBX", async () => {
  const { bus, metrics } = open();
  bus.publish(event("initiated"));
  bus.publish(event("ended", { outcome: "failed", endReason: "pbx_refused" }));
  bus.publish(event("alerting_a"));
  expect(await ownLines(metrics)).toContain(
    "ringback_originate_seconds_count 0",
  );
});

test("requests, refusals and faults are counted by what the sources name", async () => {
  const { metrics } = open();
  metrics.request({ mount: "click2call", status: 403, ms: 12 });
  metrics.request({ mount: "none", status: 404, ms: 1 });
  metrics.refused(
    new DomainError("rate", "originate_limit", "x"),
    "click2call",
  );
  metrics.fault("reconcile");
  expect(await ownLines(metrics)).toEqual(
    expect.arrayContaining([
      'ringback_http_requests_total{mount="click2call",status="4xx"} 1',
      'ringback_http_request_seconds_bucket{le="0.025",mount="click2call"} 1',
      'ringback_http_request_seconds_bucket{le="0.01",mount="click2call"} 0',
      'ringback_refusals_total{mount="click2call",kind="rate",code="originate_limit"} 1',
      'ringback_faults_total{where="reconcile"} 1',
    ]),
  );
});

test("a connection's own counts are taken as they are, however often they are read", async () => {
  const { metrics } = open();
  await metrics.render();
  expect(await ownLines(metrics)).toEqual(
    expect.arrayContaining([
      'ringback_pbx_up{pbx="main"} 1',
      'ringback_pbx_logins_total{pbx="main"} 3',
      'ringback_pbx_actions_total{pbx="main"} 5',
      'ringback_pbx_timeouts_total{pbx="main"} 1',
      'ringback_pbx_events_total{pbx="main"} 40',
      'ringback_pbx_parse_drops_total{pbx="main"} 2',
    ]),
  );
});

test("a database that cannot be read is told, and leaves no old figure behind", async () => {
  let broken = false;
  const { metrics } = open({
    countLive: async () => {
      if (broken) throw new Error("disk I/O error");
      return new Map();
    },
  });
  await metrics.render();
  broken = true;
  const lines = await ownLines(metrics);
  expect(lines).toContain("ringback_database_up 0");
  expect(
    lines.filter((line) => line.startsWith("ringback_calls_live")),
  ).toEqual([]);
});

test("every figure of the catalogue is there with its help and kind, beside those of the process", async () => {
  const { text } = await open().metrics.render();
  for (const [name, { kind, help }] of Object.entries(FIGURES)) {
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${kind}`);
  }
  expect(text).toContain("nodejs_eventloop_lag_seconds ");
  expect(text).toContain("process_resident_memory_bytes ");
  const own = [...text.matchAll(/^# TYPE (ringback_\w+)/gm)];
  expect(own.map(([, name]) => name).sort()).toEqual(
    Object.keys(FIGURES).sort(),
  );
});
