/** Lists for people and for programs. */

type Cell = string | number | null;

/** Columns under upper-case headings, in the order of `keys`; an absent value is a dash. */
export function printTable<Key extends string>(
  rows: readonly Readonly<Record<Key, Cell>>[],
  keys: readonly Key[],
): string {
  const lines = [
    keys.map((key) => key.toUpperCase()),
    ...rows.map((row) => keys.map((key) => String(row[key] ?? "-"))),
  ];
  const widths = keys.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** Of epoch milliseconds, by ISO 8601. */
export function printTime(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
