/** Many calls at the same moment, each with a sink of its own. */
import { expect } from "vitest";
import type { Account } from "./accounts.ts";
import type { Program } from "./program.ts";
import type { Sink } from "./sink.ts";

type Pair = {
  caller: Pick<Account, "number">;
  callee: Pick<Account, "number">;
};

const WHOLE = [
  ...["initiating", "callingCaller", "callingCallee", "connected"],
  "disconnected hangUp",
];

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
    await sink.reached(callId, "connected", 30_000);
  const ends = await Promise.all(
    calls.map(({ callId }) => program.end(callId)),
  );
  expect(ends.filter((status) => status !== 204)).toEqual([]);
  for (const { sink, callId, caller, callee } of calls) {
    expect(await sink.ended(callId, 30_000)).toEqual(WHOLE);
    expect(sink.taken).toHaveLength(WHOLE.length);
    for (const { data } of sink.events())
      expect(data).toMatchObject({
        callId,
        caller: caller.number,
        callee: callee.number,
      });
  }
}
