/** `npm run bench [-- place ami-events …] [-- --rounds 5 --seconds 5 --calls 4000,8000]`: measures, and prints one JSON line a figure. */
import { cpus, loadavg, release } from "node:os";
import { parseArgs } from "node:util";
import { amiEvents } from "./ami-events.ts";
import { atOnce } from "./at-once.ts";
import { ctdDelivery } from "./ctd/delivery.ts";
import { ctdLag } from "./ctd/lag.ts";
import { ctdPlace } from "./ctd/place.ts";
import { say } from "./figures.ts";
import { footprint } from "./footprint.ts";
import { place } from "./place.ts";
import { placeAsterisk } from "./place-asterisk.ts";
import type { Plan } from "./plan.ts";

const BENCHES: ReadonlyMap<string, (plan: Plan) => Promise<void>> = new Map([
  ["place", place],
  ["place-asterisk", placeAsterisk],
  ["ami-events", amiEvents],
  ["at-once", atOnce],
  ["footprint", footprint],
  ["ctd-place", ctdPlace],
  ["ctd-delivery", ctdDelivery],
  ["ctd-lag", ctdLag],
]);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "5" },
    calls: { type: "string" },
  },
});
const plan = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  ...(values.calls !== undefined && {
    calls: values.calls.split(",").map(Number),
  }),
};
const names = positionals.length > 0 ? positionals : [...BENCHES.keys()];
const load = loadavg().map((each) => each.toFixed(2));
say(
  `Node ${process.version}, Linux ${release()}, ${cpus().length} × ${cpus()[0]?.model}, load ${load.join(" ")}`,
);
for (const name of names) {
  const bench = BENCHES.get(name);
  if (bench === undefined)
    throw new Error(`no bench ${name}: ${[...BENCHES.keys()].join(", ")}`);
  await bench(plan);
}
