/** The help texts, from the table. */
import { type Command, DEFAULT_CONFIG } from "./options.ts";
import { commands } from "./table.ts";

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows
    .map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
    .join("\n");
}

/** `ringback --help`; with a word such as "user", only the commands that begin with it. */
export function generalHelp(word?: string): string {
  const shown = commands.filter(
    ({ name }) => word === undefined || name.startsWith(`${word} `),
  );
  const rows = shown.map(
    ({ name, positionals, summary }) =>
      [[name, ...positionals].join(" "), summary] as const,
  );
  return `Ringback gateway: click a number, your own phone rings, then the other party is dialled.

Usage: ringback ${word ?? "COMMAND"} …

${columns(rows)}

\`ringback ${word === undefined ? "COMMAND" : `${word} …`} --help\` tells more of each. \`ringback --version\` prints the version.
The configuration is $RINGBACK_CONFIG or ${DEFAULT_CONFIG}; every key can come from RINGBACK_… as well.
Exit codes: 0 all well, 1 a fault, 2 wrong usage.
`;
}

/** `ringback COMMAND --help`. */
export function commandHelp(command: Command): string {
  const rows = Object.entries(command.options).map(([name, option]) => {
    const short = option.short === undefined ? "    " : `-${option.short}, `;
    const value = option.value === undefined ? "" : ` ${option.value}`;
    return [`${short}--${name}${value}`, option.about] as const;
  });
  const about = [command.summary, command.about]
    .filter((text) => text !== undefined)
    .join("\n");
  return `Usage: ringback ${[command.name, ...command.positionals].join(" ")} [options]

${about}

${columns(rows)}
`;
}
