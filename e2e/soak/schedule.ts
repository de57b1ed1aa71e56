/** Random faults and people, as fast-check commands: the model is what really happened at the PBX. */
import { setTimeout as sleep } from "node:timers/promises";
import type { AsyncCommand } from "fast-check";
import type { Simulator } from "../../gateway/src/pbx/simulator/simulator.ts";
import type { Clock as SettableClock } from "../faults/clock.ts";
import { lockDatabase } from "../faults/locked-database.ts";
import { until, type World } from "../faults/world.ts";

export type Real = World & { simulator: Simulator; clock: SettableClock };

type Phase = "rings a" | "rings b" | "talks";

export type Model = {
  network: "open" | "cut" | "held";
  gateway: "runs" | "killed";
  /** hours its clock is off the true time */
  clock: number;
  /** by pair: the call that is going on */
  live: Map<number, { iden: string; phase: Phase }>;
  /** by iden: the outcome that must be written */
  outcomes: Map<string, string>;
};

type Command = AsyncCommand<Model, Real>;

/** So long the simulated PBX needs to go from one phase to the next. */
const PHASE_MS = 80;
const HOUR_MS = 3_600_000;

let calls = 0;

export async function ready({ gateway }: Real): Promise<void> {
  let isReady = false;
  const ask = setInterval(() => {
    fetch(`${gateway.origin}/ready`).then(
      ({ status }) => {
        isReady ||= status === 200;
      },
      () => undefined,
    );
  }, 30);
  await until(
    () => isReady,
    () => "the gateway is not ready",
  ).finally(() => clearInterval(ask));
}

export class Place implements Command {
  readonly #n: number;
  constructor(n: number) {
    this.#n = n;
  }
  check({ network, gateway, live }: Readonly<Model>): boolean {
    return network === "open" && gateway === "runs" && !live.has(this.#n);
  }
  async run({ live }: Model, real: Real): Promise<void> {
    await ready(real);
    const iden = `s${process.pid}x${++calls}`;
    const { client } = await real.user(`a${this.#n}`);
    const answer = await client.call(`${2000 + this.#n}`, { iden });
    if (answer.status !== 200)
      throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    await sleep(PHASE_MS);
    live.set(this.#n, { iden, phase: "rings a" });
  }
  toString(): string {
    return `place(${this.#n})`;
  }
}

/** Whoever rings answers. */
export class Answer implements Command {
  readonly #n: number;
  constructor(n: number) {
    this.#n = n;
  }
  check({ live }: Readonly<Model>): boolean {
    const phase = live.get(this.#n)?.phase;
    return phase === "rings a" || phase === "rings b";
  }
  async run({ live }: Model, { simulator }: Real): Promise<void> {
    const call = live.get(this.#n);
    if (call === undefined) return;
    const isA = call.phase === "rings a";
    simulator.phones.answer(`${isA ? "a" : "b"}${this.#n}`);
    await sleep(PHASE_MS);
    call.phase = isA ? "rings b" : "talks";
  }
  toString(): string {
    return `answer(${this.#n})`;
  }
}

export class HangUp implements Command {
  readonly #who: "a" | "b";
  readonly #n: number;
  constructor(who: "a" | "b", n: number) {
    this.#who = who;
    this.#n = n;
  }
  check({ live }: Readonly<Model>): boolean {
    const phase = live.get(this.#n)?.phase;
    return phase !== undefined && (this.#who === "a" || phase !== "rings a");
  }
  async run({ live, outcomes }: Model, { simulator }: Real): Promise<void> {
    const call = live.get(this.#n);
    if (call === undefined) return;
    simulator.phones.hangup(`${this.#who}${this.#n}`);
    await sleep(PHASE_MS);
    live.delete(this.#n);
    outcomes.set(call.iden, outcomeOf(call.phase, this.#who));
  }
  toString(): string {
    return `hang up ${this.#who}${this.#n}`;
  }
}

function outcomeOf(phase: Phase, who: "a" | "b"): string {
  if (phase === "talks") return "completed";
  return phase === "rings b" && who === "a" ? "cancelled" : "rejected";
}

export class Network implements Command {
  readonly #to: Model["network"];
  constructor(to: Model["network"]) {
    this.#to = to;
  }
  check({ network }: Readonly<Model>): boolean {
    return network !== this.#to;
  }
  async run(model: Model, { proxy }: Real): Promise<void> {
    if (this.#to === "open") proxy.heal();
    else if (this.#to === "cut") proxy.cut();
    else proxy.hold();
    model.network = this.#to;
  }
  toString(): string {
    return `network ${this.#to}`;
  }
}

export class Gateway implements Command {
  readonly #to: Model["gateway"];
  constructor(to: Model["gateway"]) {
    this.#to = to;
  }
  check({ gateway, network }: Readonly<Model>): boolean {
    // A start waits for `/ready`.
    return (
      gateway !== this.#to && (this.#to === "killed" || network === "open")
    );
  }
  async run(model: Model, { gateway, reopen }: Real): Promise<void> {
    if (this.#to === "killed") await gateway.kill9();
    else {
      await gateway.start();
      await reopen();
    }
    model.gateway = this.#to;
  }
  toString(): string {
    return `gateway ${this.#to}`;
  }
}

export class Wait implements Command {
  readonly #ms: number;
  constructor(ms: number) {
    this.#ms = ms;
  }
  check(): boolean {
    return true;
  }
  async run(): Promise<void> {
    await sleep(this.#ms);
  }
  toString(): string {
    return `wait ${this.#ms} ms`;
  }
}

/** Another process has the database for so long. */
export class Lock implements Command {
  readonly #ms: number;
  constructor(ms: number) {
    this.#ms = ms;
  }
  check(): boolean {
    return true;
  }
  async run(_: Model, real: Real): Promise<void> {
    const unlock = lockDatabase(real);
    await sleep(this.#ms);
    unlock();
  }
  toString(): string {
    return `database locked ${this.#ms} ms`;
  }
}

/** The gateway's clock is set, whether it runs or not. */
export class Clock implements Command {
  readonly #hours: number;
  constructor(hours: number) {
    this.#hours = hours;
  }
  check({ clock }: Readonly<Model>): boolean {
    return clock !== this.#hours;
  }
  async run(model: Model, { clock }: Real): Promise<void> {
    clock.set(this.#hours * HOUR_MS);
    model.clock = this.#hours;
  }
  toString(): string {
    return `clock ${this.#hours} h off`;
  }
}
