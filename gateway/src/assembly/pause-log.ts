import type { Pause, Paused } from "../calls/pause.ts";
import type { Logger } from "../ops/log.ts";

/** Gives what is to be run again and again: it writes to the log who paused or resumed dialling, once for each change. */
export function pauseLog(
  pause: Pick<Pause, "read">,
  log: Pick<Logger, "info" | "warn">,
): () => Promise<void> {
  let before: Paused | undefined;
  return async () => {
    const now = await pause.read();
    if (now?.since === before?.since) return;
    before = now;
    if (now === undefined) log.info("calls are placed again");
    else {
      const { by, reason, since } = now;
      const paused = { by, reason, since: new Date(since).toISOString() };
      log.warn({ paused }, "calls are paused: nothing is dialled");
    }
  };
}
