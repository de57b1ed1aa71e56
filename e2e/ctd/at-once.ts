/** Many calls at the same moment, each with a sink of its own. */
import { expect } from "vitest";
import type { Account } from "./accounts.ts";
import type { Program } from "./program.ts";
import type { Sink } from "./sink.ts";
import { type Does, openStage, type Stage } from "./stage.ts";

type Pair = {
  caller: Pick<Account, "number">;
  callee: Pick<Account, "number">;
};

const WHOLE = [
  ...["initiating", "callingCaller", "callingCallee", "connected"],
  "disconnected hangUp",
];

/** No phone is slow because the machine is. */
const PATIENCE = { ctd: { dialTimeoutSeconds: 60 } };
const PATIENCE_MS = 60_000;

/** A stage with so many pairs of phones. */
export function openCrowd(pairs: number): Promise<Stage> {
  return openStage({ accounts: pairs, isCrowd: true, config: PATIENCE });
}

/** All of that crowd: each phone of the house calls one behind the trunk. */
export async function callCrowdAtOnce(
  stage: Stage,
  count: number,
  does: Does,
): Promise<void> {
  const program = await stage.program();
  const pairs: Pair[] = [];
  for (let n = 0; n < count; n++)
    pairs.push({
      caller: await stage.inside(does),
      callee: await stage.outside(does),
    });
  await callAllAtOnce(program, pairs, () => stage.sink());
}

/** Places all of them, ends each once both talk, and fails where any sink has not got its own five events in order. */
export async function callAllAtOnce(
  program: Program,
  pairs: readonly Pair[],
  startSink: () => Promise<Sink>,
): Promise<void> {
  const sinks = await Promise.all(pairs.map(() => startSink()));
  const calls = await Promise.all(
    pairs.map(async ({ caller, callee }, index) => {
      const sink = sinks[index];
      if (sink === undefined) throw new Error("no sink");
      const callId = await program.call({
        caller: { number: caller.number },
        callee: { number: callee.number },
        sink: sink.url,
      });
      return { callId, caller, callee, sink };
    }),
  );
  // One after the other: the waiting is shared, and looking costs time.
  for (const { sink, callId } of calls)
    await sink.reached(callId, "connected", PATIENCE_MS);
  const ends = await Promise.all(
    calls.map(({ callId }) => program.end(callId)),
  );
  expect(ends.filter((status) => status !== 204)).toEqual([]);
  for (const { sink, callId, caller, callee } of calls) {
    expect(await sink.ended(callId, PATIENCE_MS)).toEqual(WHOLE);
    expect(sink.taken).toHaveLength(WHOLE.length);
    for (const { data } of sink.events())
      expect(data).toMatchObject({
        callId,
        caller: caller.number,
        callee: callee.number,
      });
  }
}
