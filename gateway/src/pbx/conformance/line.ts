import { expect, onTestFinished, vi } from "vitest";
import { ClientTransport } from "../asterisk/ami/client-transport.ts";
import type { AmiOptions } from "../asterisk/ami/transport.ts";
import { AsteriskPbx } from "../asterisk/asterisk-pbx.ts";
import type { CallEnd, Move } from "../port.ts";

const END_MS = 9_000;
const STATES = ["alerting_a", "alerting_b", "connecting", "active", "ending"];
const LEG_STATES = ["dialing", "ringing", "answered"];

/** The moves of one call, and ways to wait for them. */
export class Told {
  readonly moves: Move[] = [];

  /** The furthest state and leg states: `active a:answered b:answered`. */
  get reached(): string {
    const state = STATES.findLast((each) =>
      this.moves.some((move) => move.state === each),
    );
    const legs = ["a", "b"].flatMap((role) => {
      const furthest = LEG_STATES.findLast((each) => this.hasLeg(role, each));
      return furthest === undefined ? [] : [`${role}:${furthest}`];
    });
    return [...(state === undefined ? [] : [state]), ...legs].join(" ");
  }

  /** Changes of the substate while both talked. */
  get substates(): string[] {
    const told = this.moves.flatMap((move) =>
      move.state === undefined ? (move.substate ?? []) : [],
    );
    const first = told.findIndex((each) => each !== "none");
    return first < 0
      ? []
      : told.slice(first).filter((each, i, all) => each !== all[i - 1]);
  }

  get ends(): CallEnd[] {
    return this.moves.flatMap((move) => move.end ?? []);
  }

  hasLeg(role: string, state: string): boolean {
    return this.moves.some((move) =>
      move.legs?.some((leg) => leg.role === role && leg.state === state),
    );
  }

  async until(fits: () => boolean): Promise<void> {
    await vi.waitUntil(fits, { timeout: END_MS, interval: 5 });
  }
}

/** A gateway's own connection to the PBX for one test; it is up when this resolves. */
export async function openPbx(
  options: AmiOptions,
  iden: string,
  {
    originateSlackMs = 500,
    trunkContext,
    spool,
  }: {
    originateSlackMs?: number | undefined;
    trunkContext?: string;
    spool?: string;
  } = {},
): Promise<{ pbx: AsteriskPbx; told: Told }> {
  const told = new Told();
  const pbx = new AsteriskPbx(new ClientTransport(options), {
    name: "main",
    originateSlackMs,
    trunkContext,
    spool,
    answeredProbeMs: 600,
    probeIntervalMs: 50,
    reportGraceMs: 300,
    now: Date.now,
    onFault: (what, fault) => console.error(what, fault),
    onConnection: () => undefined,
  });
  pbx.onMove((of, move) => {
    if (of === iden) told.moves.push(move);
  });
  onTestFinished(() => pbx.stop());
  pbx.start();
  await vi.waitUntil(() => pbx.health().state === "up", { timeout: 5_000 });
  return { pbx, told };
}

/** The gateway hangs up this long after the call has come so far; undefined: it does not. */
export async function hangUpInTime(
  hangUp:
    | { when: "a ringing" | "b ringing" | "active"; afterMs?: number }
    | undefined,
  told: Told,
  order: () => Promise<void>,
): Promise<void> {
  if (hangUp === undefined) return;
  const { when, afterMs = 0 } = hangUp;
  await told.until(() =>
    when === "active"
      ? told.reached.startsWith("active")
      : told.hasLeg(when === "a ringing" ? "a" : "b", "ringing"),
  );
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await order();
}

export function expectTold(
  told: Told,
  expected: {
    reached: string;
    substates?: readonly string[];
    end: string;
    cause: readonly number[];
  },
): void {
  const [end] = told.ends;
  expect({
    reached: told.reached,
    substates: told.substates,
    end: `${end?.outcome} ${end?.reason} ${end?.by}`,
    ends: told.ends.length,
  }).toEqual({
    reached: expected.reached,
    substates: expected.substates ?? [],
    end: expected.end,
    ends: 1,
  });
  expect(expected.cause).toContain(end?.cause ?? 0);
  expect(told.moves.at(-1)?.end).toBeDefined();
  expect(end?.approximate).toBeUndefined();
}
