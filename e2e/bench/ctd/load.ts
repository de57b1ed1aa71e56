/** The load generator: `POST /calls` on so many connections, as fast as they are answered or at a rate. */
import { setTimeout as sleep } from "node:timers/promises";
import { quantile } from "../figures.ts";
import { HttpConnection } from "../http-connection.ts";
import { destinationOf, numberOf } from "../people.ts";
import { argument, tell } from "../program.ts";
import { isOrderLoad } from "./order-load.ts";

const load = argument(isOrderLoad);
const { sinks, terminals, perSecond } = load;
const began = performance.now();
const countFrom = began + load.warmMs;
const end = countFrom + load.countMs;
const times: number[] = [];
const failures = new Map<string, number>();
let next = 0;
let answered = 0;

function orderOf(turn: number): object {
  const sink = sinks[turn % sinks.length];
  return {
    caller: { number: numberOf(turn % terminals) },
    callee: { number: destinationOf(turn) },
    ...(sink !== undefined && { sink: `${sink}/events` }),
  };
}

/** When this order is due. One that waits for a connection waits in the figures too. */
async function dueAt(turn: number): Promise<number> {
  if (perSecond === 0) return performance.now();
  const at = began + (turn * 1000) / perSecond;
  const wait = at - performance.now();
  if (wait > 0) await sleep(wait);
  return Math.min(at, performance.now());
}

async function work(): Promise<void> {
  const authorization = `Authorization: Bearer ${load.token}\r\n`;
  const http = await HttpConnection.open(load.origin, authorization);
  for (;;) {
    const turn = next++;
    const from = await dueAt(turn);
    if (performance.now() >= end) break;
    const { status, body } = await http.post("/calls", orderOf(turn));
    const done = performance.now();
    answered++;
    if (status !== 201) {
      const why = `${status} ${body}`;
      failures.set(why, (failures.get(why) ?? 0) + 1);
    } else if (from >= countFrom && done <= end) times.push(done - from);
  }
  http.close();
}

await Promise.all(Array.from({ length: load.connections }, work));
tell({
  orders: times.length,
  answered,
  seconds: load.countMs / 1000,
  failures: [...failures.values()].reduce((sum, count) => sum + count, 0),
  p50: times.length === 0 ? -1 : quantile(times, 0.5),
  p99: times.length === 0 ? -1 : quantile(times, 0.99),
});
for (const [why, count] of failures)
  process.stderr.write(`${count} orders failed: ${why}\n`);
