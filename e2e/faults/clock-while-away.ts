import { afterAll } from "vitest";
import { settableClock } from "./clock.ts";
import { survives } from "./every-state.ts";

/** The clock is set by so many milliseconds while the gateway is away: nobody can measure it when it is back. */
export function survivesClockSet(
  direction: string,
  milliseconds: number,
): void {
  const clock = settableClock();
  afterAll(clock.remove);
  let off = 0;
  survives({
    name: `the gateway killed, and the clock set ${direction} before it starts again`,
    command: clock.command,
    // A start takes its time: nobody who rings is to be given up meanwhile.
    changes: {
      calls: { alertingBDeadlineMs: 10_000 },
      click2call: { dialTimeoutSeconds: 10 },
    },
    begin: async ({ gateway }) => {
      await gateway.kill9();
      off += milliseconds;
      clock.set(off);
    },
    end: async ({ gateway, reopen }) => {
      await gateway.start();
      await reopen();
    },
  });
}
