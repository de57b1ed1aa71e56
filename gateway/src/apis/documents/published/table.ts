/** The table of differences in the API guide, and what it does not say or says too much. */
import type { Difference } from "./differences.ts";

/** A row of the table; `*` in `where` stands for any text. */
export type Row = Difference & { why: string };

/** Rows of the block `differences` of a page. */
export function rowsOf(page: string): Row[] {
  const [, block = ""] =
    /<!-- differences -->\n([\s\S]*?)<!-- \/differences -->/.exec(page) ?? [];
  return block
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => {
      const [where = "", published = "", ours = "", why = ""] = line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll("\\|", "|"));
      return {
        where: bare(where),
        published: bare(published),
        ours: bare(ours),
        why,
      };
    });
}

function bare(cell: string): string {
  return cell.replace(/^`([^`]*)`$/, "$1");
}

export function untold(
  differences: readonly Difference[],
  rows: readonly Row[],
): Difference[] {
  return differences.filter((each) => !rows.some((row) => tells(row, each)));
}

export function pointless(
  differences: readonly Difference[],
  rows: readonly Row[],
): Row[] {
  return rows.filter((row) => !differences.some((each) => tells(row, each)));
}

function tells(row: Row, { where, published, ours }: Difference): boolean {
  const place = row.where
    .split("*")
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join(".*");
  return (
    new RegExp(`^${place}$`).test(where) &&
    row.published === published &&
    row.ours === ours
  );
}
