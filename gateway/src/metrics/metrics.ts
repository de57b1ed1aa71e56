/** Counts what happens in the gateway and reads what it holds, for Prometheus. */
import {
  CALL_STATES,
  type CallState,
  END_REASONS,
} from "@ringback/shared/call/states.ts";
import { collectDefaultMetrics, Registry } from "prom-client";
import manifest from "../../package.json" with { type: "json" };
import type { CallBus, CallEvent } from "../calls/bus.ts";
import type { DomainError } from "../calls/errors.ts";
import type { AttemptTold } from "../delivery/port.ts";
import type { RequestLine } from "../http/app.ts";
import type { AmiTransport } from "../pbx/asterisk/ami/transport.ts";
import type { Pbx } from "../pbx/port.ts";
import { FAULT_REASONS, type Settled } from "../recording/port.ts";
import { DOORS, OUTCOMES_OF } from "./endings.ts";
import { counter, gauge, histogram } from "./instruments.ts";

/** What is looked at when somebody asks for the figures. */
export type Watched = {
  bus: Pick<CallBus, "subscribe">;
  /** rejects where the database cannot be read */
  countLive: () => Promise<ReadonlyMap<CallState, number>>;
  /** rejects where the database cannot be read */
  countDeliveries: () => Promise<{
    queued: number;
    dead: number;
    oldestAt: number | null;
  }>;
  queues: { moves: () => number; writes: () => number };
  liveSockets: () => number;
  pbxs: ReadonlyMap<string, Pick<Pbx, "health">>;
  transports: ReadonlyMap<string, Pick<AmiTransport, "stats">>;
};

const MS = 1000;

/** One answer to Prometheus: what is held is read for it, what happens was counted all along. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #counted = countedFigures(this.#registry);
  readonly #read = readFigures(this.#registry);
  #watched: Watched | undefined;
  #unsubscribe: () => void = () => {};
  /** When calls were written down that the PBX has not accepted yet, by a clock that nobody sets. */
  readonly #waiting = new Map<string, number>();

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#read.build.set({ version: manifest.version }, 1);
    this.#beginAtZero();
  }

  /** Counts and reads these parts from now on; to be called once. */
  watch(watched: Watched): void {
    this.#watched = watched;
    this.#unsubscribe = watched.bus.subscribe((event) => this.#called(event));
  }

  stop(): void {
    this.#unsubscribe();
    this.#watched = undefined;
    this.#registry.clear();
  }

  request(line: Pick<RequestLine, "mount" | "status" | "ms">): void {
    const { mount, status, ms } = line;
    const { requests, answering } = this.#counted;
    requests.inc({ mount, status: `${Math.floor(status / 100)}xx` });
    answering.observe({ mount }, ms / MS);
  }

  refused({ kind, code }: DomainError, mount: string): void {
    this.#counted.refusals.inc({ mount, kind, code });
  }

  fault(where: string): void {
    this.#counted.faults.inc({ where });
  }

  delivery({ result, durationMs, lagMs }: AttemptTold): void {
    const { deliveries, sending, lag } = this.#counted;
    deliveries.inc({ result });
    sending.observe(durationMs / MS);
    if (lagMs !== undefined) lag.observe(lagMs / MS);
  }

  recording({ result, reason }: Omit<Settled, "callId">): void {
    this.#counted.recordings.inc({ result, reason: reason ?? "" });
  }

  /** Everything, as Prometheus reads it. */
  async render(): Promise<{ type: string; text: string }> {
    if (this.#watched !== undefined) await this.#lookAt(this.#watched);
    return {
      type: this.#registry.contentType,
      text: await this.#registry.metrics(),
    };
  }

  #beginAtZero(): void {
    const { placed, ended, recordings } = this.#counted;
    for (const result of ["success", "noRecord"] as const) {
      recordings.inc({ result, reason: "" }, 0);
    }
    for (const reason of FAULT_REASONS) {
      recordings.inc({ result: "fail", reason }, 0);
    }
    for (const door of DOORS) {
      placed.inc({ door }, 0);
      for (const reason of END_REASONS) {
        for (const outcome of OUTCOMES_OF[reason])
          ended.inc({ outcome, reason, door }, 0);
      }
    }
  }

  #called({ type, via: door, call }: CallEvent): void {
    const { placed, ended, originate } = this.#counted;
    const began = this.#waiting.get(call.callId);
    this.#waiting.delete(call.callId);
    if (type === "initiated") {
      placed.inc({ door });
      this.#waiting.set(call.callId, performance.now());
    } else if (type === "alerting_a" && began !== undefined) {
      originate.observe((performance.now() - began) / MS);
    } else if (type === "ended") {
      const outcome = call.outcome ?? "unknown";
      const reason = call.endReason ?? "unknown";
      ended.inc({ outcome, reason, door });
    }
  }

  async #lookAt(watched: Watched): Promise<void> {
    await this.#lookAtCalls(watched);
    await this.#lookAtDeliveries(watched);
    this.#lookAtPbxs(watched);
    const { sockets, queue } = this.#read;
    sockets.set(watched.liveSockets());
    queue.set({ queue: "moves" }, watched.queues.moves());
    queue.set({ queue: "writes" }, watched.queues.writes());
  }

  async #lookAtCalls({ countLive }: Watched): Promise<void> {
    const { live, database } = this.#read;
    try {
      const counts = await countLive();
      for (const state of CALL_STATES) {
        if (state !== "ended") live.set({ state }, counts.get(state) ?? 0);
      }
      database.set(1);
    } catch {
      // No figure is better than a wrong one; `ringback_database_up` says why it is missing.
      live.reset();
      database.set(0);
    }
  }

  async #lookAtDeliveries({ countDeliveries }: Watched): Promise<void> {
    const { queued, dead, oldest } = this.#read;
    try {
      const counts = await countDeliveries();
      queued.set(counts.queued);
      dead.set(counts.dead);
      const since = counts.oldestAt ?? Date.now();
      oldest.set(Math.max(0, Date.now() - since) / MS);
    } catch {
      for (const figure of [queued, dead, oldest]) figure.remove();
    }
  }

  #lookAtPbxs({ pbxs, transports }: Watched): void {
    const { up, logins, actions, timeouts, events, drops } = this.#read;
    for (const [name, pbx] of pbxs) {
      up.set({ pbx: name }, pbx.health().state === "up" ? 1 : 0);
    }
    for (const figure of [logins, actions, timeouts, events, drops]) {
      figure.reset();
    }
    for (const [pbx, transport] of transports) {
      const stats = transport.stats();
      logins.inc({ pbx }, stats.connects);
      actions.inc({ pbx }, stats.actions);
      timeouts.inc({ pbx }, stats.timeouts);
      events.inc({ pbx }, stats.events);
      drops.inc({ pbx }, stats.parseDrops);
    }
  }
}

function countedFigures(registry: Registry) {
  return {
    placed: counter("ringback_calls_placed_total", registry),
    ended: counter("ringback_calls_ended_total", registry),
    originate: histogram("ringback_originate_seconds", registry),
    requests: counter("ringback_http_requests_total", registry),
    answering: histogram("ringback_http_request_seconds", registry),
    refusals: counter("ringback_refusals_total", registry),
    faults: counter("ringback_faults_total", registry),
    deliveries: counter("ringback_deliveries_total", registry),
    sending: histogram("ringback_delivery_seconds", registry),
    lag: histogram("ringback_delivery_lag_seconds", registry),
    recordings: counter("ringback_recordings_total", registry),
  };
}

function readFigures(registry: Registry) {
  return {
    live: gauge("ringback_calls_live", registry),
    sockets: gauge("ringback_live_sockets", registry),
    queue: gauge("ringback_queue_depth", registry),
    database: gauge("ringback_database_up", registry),
    up: gauge("ringback_pbx_up", registry),
    logins: counter("ringback_pbx_logins_total", registry),
    actions: counter("ringback_pbx_actions_total", registry),
    timeouts: counter("ringback_pbx_timeouts_total", registry),
    events: counter("ringback_pbx_events_total", registry),
    drops: counter("ringback_pbx_parse_drops_total", registry),
    build: gauge("ringback_build_info", registry),
    queued: gauge("ringback_deliveries_queued", registry),
    dead: gauge("ringback_deliveries_dead", registry),
    oldest: gauge("ringback_delivery_oldest_seconds", registry),
  };
}
