/** The clock is wrong by an hour for as long as something else fails, and right again after it. */
import { afterAll } from "vitest";
import { settableClock } from "../faults/clock.ts";
import { survivesClockSet } from "../faults/clock-while-away.ts";
import { survives } from "../faults/every-state.ts";

const HOUR_MS = 3_600_000;

for (const [direction, off] of [
  ["forward", HOUR_MS],
  ["back", -HOUR_MS],
] as const) {
  const clock = settableClock();
  afterAll(clock.remove);
  survives({
    name: `the clock set an hour ${direction} while AMI is cut`,
    command: clock.command,
    begin: async ({ proxy }) => {
      proxy.cut();
      clock.set(off);
    },
    end: async ({ proxy }) => {
      clock.set(0);
      proxy.heal();
    },
  });
}

survivesClockSet("an hour back", -HOUR_MS);
