/** Reading the configuration again while the gateway runs. */
import type { Loaded } from "../config/load.ts";
import type { Gateway } from "../gateway.ts";
import type { Logger } from "../ops/log.ts";
import { faultLine } from "./context.ts";

/** The configuration as it is written now, and where. */
export type ReadConfig = () => Loaded & { from: string };

/** Takes in what is good as a whole, or nothing; each time one line of the log says what came of it, and one more what waits for a restart. */
export function reload(
  gateway: Pick<Gateway, "reload">,
  loaded: ReturnType<ReadConfig>,
  log: Pick<Logger, "info" | "warn" | "error">,
): void {
  const { config, faults, from } = loaded;
  if (config === undefined) {
    log.error(
      { from, faults: faults.map(faultLine) },
      "the configuration has faults: nothing is changed",
    );
    return;
  }
  const { changed, waiting } = gateway.reload(config);
  log.info({ from, changed }, "configuration read again");
  if (waiting.length > 0) {
    log.warn(
      { from, keys: waiting },
      "changed in the configuration, but needs a restart",
    );
  }
}
