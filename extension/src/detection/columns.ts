import type { Label } from "./label-words.ts";
import { labelOfContext } from "./labels.ts";

const DELIMITERS = ["\t", ";", "|", ","] as const;
/** Fewer commas than this make a sentence, not a row. */
const FEWEST_COMMAS = 2;
const LONGEST_HEADER_CELL = 30;
const LONGEST_HEADER = 600;

interface Header {
  readonly delimiter: string;
  readonly cells: readonly string[];
  readonly labels: Map<number, Label | undefined>;
}

function count(text: string, sign: string, from: number, to: number): number {
  const code = sign.charCodeAt(0);
  let found = 0;
  for (let at = from; at < to; at += 1)
    if (text.charCodeAt(at) === code) found += 1;
  return found;
}

/** A line without digits that delimiters part into short cells. */
function headerIn(line: string): Header | undefined {
  if (line.length > LONGEST_HEADER || /\d/.test(line)) return undefined;
  const delimiter = DELIMITERS.find((sign) => line.includes(sign));
  if (delimiter === undefined) return undefined;
  const cells = line.split(delimiter);
  if (delimiter === "," && cells.length <= FEWEST_COMMAS) return undefined;
  if (cells.some((cell) => cell.length > LONGEST_HEADER_CELL)) return undefined;
  return { delimiter, cells, labels: new Map() };
}

/**
 * The columns of tables that are written as text: a first line of names, then lines parted by the same sign as often.
 * Asked in reading order, it reads each line once.
 */
export class Columns {
  readonly #text: string;
  #lineStart = 0;
  #lineEnd = -1;
  #header: Header | undefined;
  /** Whether the current line is the header itself. */
  #first = false;
  /** Where in the line the column was last counted, and which it was. */
  #at = 0;
  #column = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** What the header over the place says of what stands there; nothing outside a table. */
  labelAt(place: number): Label | undefined {
    while (this.#lineEnd < place) this.#nextLine();
    if (!this.#header || this.#first || place < this.#lineStart)
      return undefined;
    const { cells, labels } = this.#header;
    const column = this.#columnAt(place, this.#header.delimiter);
    if (!labels.has(column))
      labels.set(column, labelOfContext(cells[column]?.trim() ?? ""));
    return labels.get(column);
  }

  #nextLine(): void {
    this.#lineStart = this.#lineEnd + 1;
    const end = this.#text.indexOf("\n", this.#lineStart);
    this.#lineEnd = end < 0 ? this.#text.length : end;
    this.#at = this.#lineStart;
    this.#column = 0;
    this.#first = !this.#continuesTable();
    if (this.#first)
      this.#header = headerIn(this.#text.slice(this.#lineStart, this.#lineEnd));
  }

  #continuesTable(): boolean {
    if (!this.#header) return false;
    const { delimiter, cells } = this.#header;
    const signs = count(this.#text, delimiter, this.#lineStart, this.#lineEnd);
    return signs === cells.length - 1;
  }

  #columnAt(place: number, delimiter: string): number {
    const forth = count(this.#text, delimiter, this.#at, place);
    const back = count(this.#text, delimiter, place, this.#at);
    this.#column += forth - back;
    this.#at = place;
    return this.#column;
  }
}

/** The columns of a text, or nothing for a text that holds no table. */
export function columnsOf(text: string): Columns | undefined {
  const mayBe = text.includes("\n") && /[\t;|]|,[^\n]*,/.test(text);
  return mayBe ? new Columns(text) : undefined;
}
