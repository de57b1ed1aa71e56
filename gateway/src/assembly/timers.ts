import type { FaultLog } from "./faults.ts";

/** Work done again and again, never twice at a time. */
export type Repeated = {
  /** Resolves when the work under way, if any, is done; none begins after. */
  stop: () => Promise<void>;
};

export function repeat(
  everyMs: number,
  work: () => Promise<unknown>,
  onFault: FaultLog,
): Repeated {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= work()
      .catch((fault: unknown) => onFault("timer", fault))
      .then(() => {
        running = undefined;
      });
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
