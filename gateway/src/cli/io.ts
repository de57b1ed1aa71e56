/** What a command may touch of the process. */
import type { Environment } from "../config/env.ts";

export type Io = {
  /** Writes as it is: say the line breaks. */
  out(text: string): void;
  err(text: string): void;
  /** All of standard input. */
  stdin(): Promise<string>;
  env: Environment;
};

/** The command cannot be carried out as asked: printed as one sentence, exit code 1. */
export class CliFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "CliFault";
  }
}

/** The command line is wrong: printed with a hint at the help, exit code 2. */
export class UsageFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageFault";
  }
}
