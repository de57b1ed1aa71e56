/** The load generator: clicks on so many connections, each as soon as the one before is answered. */
import { click } from "./clicks.ts";
import { quantile } from "./figures.ts";
import { HttpConnection } from "./http-connection.ts";
import { argument, tell } from "./program.ts";

export interface Load {
  readonly origin: string;
  readonly connections: number;
  /** Terminals are taken in turn, the next one for each click. */
  readonly terminals: number;
  /** Clicks before this are not counted. */
  readonly warmMs: number;
  readonly countMs: number;
  /** No more clicks than this are begun; absent: until the time is up. */
  readonly clicks?: number;
}

function isLoad(value: unknown): value is Load {
  return (
    typeof value === "object" &&
    value !== null &&
    ["connections", "terminals", "warmMs", "countMs"].every(
      (name) => typeof Reflect.get(value, name) === "number",
    ) &&
    typeof Reflect.get(value, "origin") === "string"
  );
}

const load = argument(isLoad);
const began = performance.now();
const countFrom = began + load.warmMs;
const end = countFrom + load.countMs;
const most = load.clicks ?? Number.POSITIVE_INFINITY;
const times: number[] = [];
const failures = new Map<string, number>();
let next = 0;
let lastDone = began;

async function work(): Promise<void> {
  const http = await HttpConnection.open(load.origin);
  while (next < most) {
    const from = performance.now();
    if (from >= end) break;
    const turn = next++;
    const { status, body } = await click(http, turn % load.terminals, turn);
    const done = performance.now();
    lastDone = done;
    if (status !== 200) {
      const why = `${status} ${body}`;
      failures.set(why, (failures.get(why) ?? 0) + 1);
    } else if (from >= countFrom && done <= end) times.push(done - from);
  }
  http.close();
}

const { user, system } = process.cpuUsage();
await Promise.all(Array.from({ length: load.connections }, work));
const cpu = process.cpuUsage();
tell({
  clicks: times.length,
  seconds: (Math.min(lastDone, end) - countFrom) / 1000,
  failures: [...failures.values()].reduce((sum, count) => sum + count, 0),
  p50: times.length === 0 ? -1 : quantile(times, 0.5),
  p99: times.length === 0 ? -1 : quantile(times, 0.99),
  cpuSeconds: (cpu.user - user + cpu.system - system) / 1e6,
  wallSeconds: (performance.now() - began) / 1000,
});
for (const [why, count] of failures)
  process.stderr.write(`${count} clicks failed: ${why}\n`);
