import type { Arguments } from "./arguments.ts";
import { faultText, load } from "./context.ts";
import type { Io } from "./io.ts";
import { printJson } from "./print.ts";
import { EXIT } from "./table.ts";

/** `ringback check`: faults go to standard output, because they are what was asked for. */
export function check(args: Arguments, io: Io): number {
  const { faults = [], from } = load(args, io);
  if (args.flag("json")) io.out(printJson(faults));
  else if (faults.length > 0) io.out(faultText(faults, from));
  else io.out(`No faults in the configuration from ${from}.\n`);
  return faults.length > 0 ? EXIT.fault : EXIT.ok;
}
