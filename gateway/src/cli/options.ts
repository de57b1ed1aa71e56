/** What every entry of the table of commands is made of. */

export type Option = {
  type: "string" | "boolean";
  short?: string;
  /** What stands for the value in the help. */
  value?: string;
  about: string;
};

export type Command = {
  name: string;
  /** Words that must follow, by the name the help gives them. */
  positionals: readonly string[];
  summary: string;
  /** More sentences for the command's own help. */
  about?: string;
  options: Readonly<Record<string, Option>>;
};

export const DEFAULT_CONFIG = "/etc/ringback/ringback.yaml";

export const help = {
  type: "boolean",
  short: "h",
  about: "Print this help.",
} as const satisfies Option;

export const config = {
  type: "string",
  short: "c",
  value: "FILE",
  about: `The configuration; else $RINGBACK_CONFIG, else ${DEFAULT_CONFIG}.`,
} as const satisfies Option;

export const json = {
  type: "boolean",
  about: "Print JSON.",
} as const satisfies Option;

export const MOST_LISTED = 100;

export const limit = {
  type: "string",
  value: "NUMBER",
  about: `At most so many. Else ${MOST_LISTED}.`,
} as const satisfies Option;
