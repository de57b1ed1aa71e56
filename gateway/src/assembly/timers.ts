import type { FaultLog } from "./faults.ts";

/** Work done again and again, never twice at a time. */
export type Repeated = {
  /** This often from now on. */
  every: (ms: number) => void;
  /** Resolves when the work under way, if any, is done; none begins after. */
  stop: () => Promise<void>;
};

export function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  onFault: FaultLog,
): Repeated {
  let running: Promise<void> | undefined;
  const once = () => {
    running ??= work()
      .catch((fault: unknown) => onFault("timer", fault))
      .then(() => {
        running = undefined;
      });
  };
  let timer = setInterval(once, everyMs);
  let currentMs = everyMs;
  return {
    every: (ms) => {
      // The same again would put the next time off.
      if (ms === currentMs) return;
      currentMs = ms;
      clearInterval(timer);
      timer = setInterval(once, ms);
    },
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
