/** AMI events a second through the gateway's transport, against a parser written by hand. */
import { print, ratioOf, say, spread } from "./figures.ts";
import type { Plan } from "./plan.ts";
import { hasNumbers, startProgram } from "./program.ts";

const CHUNKS_KB = [1, 16, 64];
/** of what is about a second's events */
const EVENTS_A_SECOND = 120_000;
const TARGET = { ratio: 0.6, perSecond: 100_000 };

const isSource = hasNumbers("port", "bytesPerEvent");
const isResult = hasNumbers("perSecond", "perCpuSecond", "unread");

export async function amiEvents({ rounds, seconds }: Plan): Promise<void> {
  const warm = EVENTS_A_SECOND;
  const events = warm + EVENTS_A_SECOND * seconds;
  for (const kb of CHUNKS_KB) {
    const ours: number[] = [];
    const peers: number[] = [];
    const size = { events, warm, chunkBytes: kb * 1024 };
    for (let round = 1; round <= rounds; round++) {
      ours.push(await run({ ...size, byHand: 0 }));
      peers.push(await run({ ...size, byHand: 1 }));
      say(
        `AMI ${kb} KB ${round}/${rounds}: transport ${ours.at(-1)?.toFixed(0)}/s, by hand ${peers.at(-1)?.toFixed(0)}/s`,
      );
    }
    report(kb, ours, peers);
  }
}

async function run(size: {
  events: number;
  warm: number;
  chunkBytes: number;
  byHand: number;
}): Promise<number> {
  const source = await startProgram("ami-source.ts", size);
  try {
    const { port } = await source.next(isSource);
    const sink = await startProgram("ami-sink.ts", { ...size, port });
    const { perSecond, unread } = await sink.next(isResult);
    await sink.stop();
    if (unread > 0) throw new Error(`${unread} events were not understood`);
    return perSecond;
  } finally {
    await source.stop();
  }
}

function report(
  kb: number,
  ours: readonly number[],
  peers: readonly number[],
): void {
  const figure = { bench: "ami-events", unit: "events/s" };
  const ratio = ratioOf(ours, peers);
  const measured = spread(ours);
  print({
    ...figure,
    metric: `transport, chunks of ${kb} KB`,
    ...measured,
    ratio,
    peer: "a parser written by hand",
    target: `ratio at least ${TARGET.ratio}, at least ${TARGET.perSecond}/s`,
    reached: ratio >= TARGET.ratio && measured.value >= TARGET.perSecond,
  });
  print({
    ...figure,
    metric: `by hand, chunks of ${kb} KB`,
    ...spread(peers),
  });
}
