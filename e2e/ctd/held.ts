/** Calls of a program that are brought into each state and held there. */
import { expect } from "vitest";
import type { AmiProxy } from "../faults/ami-proxy.ts";
import { until } from "../faults/world.ts";
import type { Place } from "./accounts.ts";
import type { Program } from "./program.ts";
import type { Sink } from "./sink.ts";
import type { Does, Party, Stage } from "./stage.ts";

export type State =
  | "created"
  | "created, the PBX has taken it"
  | "alerting_a"
  | "alerting_b"
  | "active"
  | "ending";

export type Held = {
  state: State;
  at: Place;
  callId: string;
  caller: Party;
  callee: Party;
  sink: Sink;
};

const STATES: readonly State[] = [
  "alerting_a",
  "alerting_b",
  "active",
  "ending",
  "created, the PBX has taken it",
  "created",
];

/** What the sink was told before. */
const REACHED: Record<State, string> = {
  created: "initiating",
  "created, the PBX has taken it": "initiating",
  alerting_a: "callingCaller",
  alerting_b: "callingCallee",
  active: "connected",
  ending: "connected",
};

type House = { stage: Stage; program: Program };

export async function place(
  program: Program,
  caller: Party,
  callee: Party,
  sink: Sink,
): Promise<string> {
  return await program.call({
    caller: { number: caller.number },
    callee: { number: callee.number },
    sink: sink.url,
  });
}

/** One call in each state with a caller inside and outside, `created` last: AMI is held for it. */
export async function crowd(
  house: House,
  does: (state: State) => { caller: Does; callee: Does },
): Promise<Held[]> {
  const held = await Promise.all(
    STATES.filter((state) => !state.startsWith("created")).flatMap((state) =>
      (["inside", "outside"] as const).map((at) =>
        hold(house, state, at, does(state)),
      ),
    ),
  );
  held.push(await hold(house, "created", "inside", does("created")));
  const taken = "created, the PBX has taken it";
  held.push(await hold(house, taken, "outside", does(taken)));
  return held;
}

/** A call brought to this state and held there by phones that wait, and by messages that get lost. */
async function hold(
  { stage, program }: House,
  state: State,
  at: Place,
  does: { caller: Does; callee: Does },
): Promise<Held> {
  const caller = await stage.party(at, does.caller);
  const callee = await stage.party(
    at === "inside" ? "outside" : "inside",
    does.callee,
  );
  const sink = await stage.sink();
  const lost = loseFor(stage.ami, state);
  const callId = await place(program, caller, callee, sink);
  await sink.reached(callId, REACHED[state]);
  if (state === "ending") program.end(callId).catch(() => undefined);
  if (lost !== undefined)
    await until(lost, () => `nothing was lost for ${state}`);
  return { state, at, callId, caller, callee, sink };
}

/** Loses one message that would lead out of the state; tells whether it came. */
function loseFor(ami: AmiProxy, state: State): (() => boolean) | undefined {
  const lost: Partial<Record<State, [to: string, is: RegExp]>> = {
    created: ["pbx", /^Action: Originate\r$/im],
    ending: ["pbx", /^Action: Hangup\r$/im],
  };
  if (state === "created, the PBX has taken it") return loseAnswer(ami);
  const found = lost[state];
  if (found === undefined) return undefined;
  const [to, is] = found;
  let hasCome = false;
  const stop = ami.lose((passing) => {
    const fits = passing.to === to && is.test(passing.text);
    if (!fits) return false;
    hasCome = true;
    stop();
    return true;
  });
  return () => hasCome;
}

/** The PBX dials, and the gateway is told neither that it does nor anything that comes of it. */
function loseAnswer(ami: AmiProxy): () => boolean {
  let isOrdered = false;
  const stop = ami.lose(({ to, text }) => {
    if (to === "pbx" && /^Action: Originate\r$/im.test(text)) {
      isOrdered = true;
      stop();
      // This message still goes.
      queueMicrotask(() => ami.hold());
    }
    return false;
  });
  return () => isOrdered;
}

/** Whoever rings does what they do. */
export async function goOn({ state, caller, callee }: Held): Promise<void> {
  const who: Partial<Record<State, Party>> = {
    "created, the PBX has taken it": caller,
    alerting_a: caller,
    alerting_b: callee,
  };
  const { phone } = who[state] ?? {};
  await phone?.waitFor(({ method }) => method === "INVITE");
  phone?.goOn();
}

/** Everything once or twice, in order, and no id for two. */
export function expectWhole({ sink, callId }: Held): void {
  const ids = sink.events(callId).map(({ id }) => id);
  const versions = ids.map((id) => Number(id.split(".").at(-1)));
  expect(versions).toEqual(versions.toSorted((one, other) => one - other));
  for (const id of ids) {
    const bodies = sink.taken.filter(({ body }) => JSON.parse(body).id === id);
    expect(bodies.length).toBeLessThanOrEqual(2);
    expect(new Set(bodies.map(({ body }) => body)).size).toBe(1);
  }
}
