/** A rule the schema cannot say. */
import type { Config } from "./schema.ts";

export type CheckFault = {
  key: string;
  message: string;
  /** Other keys the rule looks at: where one of them is faulty itself, the rule cannot be judged. */
  with?: readonly string[];
};
/** Looks at a configuration that fits the schema; never throws. */
export type Check = (config: Config) => CheckFault[];
