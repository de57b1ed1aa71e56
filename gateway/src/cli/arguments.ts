/** Reads a command line by the table. */
import { parseArgs } from "node:util";
import { UsageFault } from "./io.ts";
import { type Command, MOST_LISTED } from "./options.ts";
import { type CommandName, commands } from "./table.ts";

export class Arguments {
  readonly positionals: readonly string[];
  readonly #values: ReadonlyMap<string, string | boolean>;

  constructor(
    values: ReadonlyMap<string, string | boolean>,
    positionals: readonly string[],
  ) {
    this.#values = values;
    this.positionals = positionals;
  }

  flag(name: string): boolean {
    return this.#values.get(name) === true;
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    return typeof value === "string" ? value : undefined;
  }

  /** Throws UsageFault where it is missing or empty. */
  needed(name: string): string {
    const value = this.text(name);
    if (!value) throw new UsageFault(`--${name} is missing`);
    return value;
  }

  /** Of `--limit`. Throws UsageFault where it is no number from 1. */
  limit(): number {
    const most = Number(this.text("limit") ?? MOST_LISTED);
    if (!Number.isInteger(most) || most < 1)
      throw new UsageFault("--limit must be a number from 1");
    return most;
  }

  /** The n-th word behind the command; `parse` made sure that it is there. */
  word(index: number): string {
    const word = this.positionals[index];
    if (word === undefined) throw new UsageFault("an argument is missing");
    return word;
  }
}

/** The command the first words name, and what follows them. */
export function findCommand(
  argv: readonly string[],
): { name: CommandName; command: Command; rest: string[] } | undefined {
  for (const command of commands) {
    const words = command.name.split(" ");
    if (words.every((word, index) => argv[index] === word))
      return { name: command.name, command, rest: argv.slice(words.length) };
  }
  return undefined;
}

/** Throws UsageFault for an unknown option, a value too many or too few. */
export function parse(command: Command, rest: readonly string[]): Arguments {
  let values: Record<string, unknown>;
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({
      args: [...rest],
      options: Object.fromEntries(
        Object.entries(command.options).map(([name, { type, short }]) => [
          name,
          { type, ...(short === undefined ? {} : { short }) },
        ]),
      ),
      strict: true,
      allowPositionals: true,
    }));
  } catch (error) {
    // Only the first sentence: Node's second one explains how to write a positional that looks like an option.
    const [sentence = ""] = String(
      error instanceof Error ? error.message : error,
    ).split(". ", 1);
    throw new UsageFault(sentence);
  }
  const known = new Map<string, string | boolean>();
  for (const [name, value] of Object.entries(values))
    if (typeof value === "string" || typeof value === "boolean")
      known.set(name, value);
  const given = new Arguments(known, positionals);
  const wanted = command.positionals;
  const least = wanted.filter((word) => !word.startsWith("[")).length;
  const isFitting =
    positionals.length >= least && positionals.length <= wanted.length;
  if (!given.flag("help") && !isFitting)
    throw new UsageFault(
      positionals.length < least
        ? `${wanted.slice(positionals.length).join(" and ")} is missing`
        : `there is an argument too many: ${positionals[wanted.length]}`,
    );
  return given;
}
