/** One measured number: printed as one JSON line. */
export interface Figure {
  readonly bench: string;
  readonly metric: string;
  /** A median where `rounds` is more than 1. */
  readonly value: number;
  readonly unit: string;
  /** `value` against `peer`'s, both of the same run. */
  readonly ratio?: number;
  readonly peer?: string;
  readonly rounds: number;
  readonly min?: number;
  readonly max?: number;
  /** What the figure must be, in words, and whether it is. */
  readonly target?: string;
  readonly reached?: boolean;
  readonly note?: string;
}

const DIGITS = 4;

/** Figures are standard output's alone; everything for people goes to standard error. */
export function print(figure: Figure): void {
  const line = JSON.stringify(figure, (_key, value: unknown) =>
    typeof value === "number" ? rounded(value) : value,
  );
  process.stdout.write(`${line}\n`);
}

export function say(words: string): void {
  process.stderr.write(`${words}\n`);
}

/** Four significant digits: more would pretend to a precision no shared machine has. */
function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS));
}

/** The value below which `part` (0 to 1) of the values lie. Throws where there are none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value =
    sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
  if (value === undefined) throw new Error("nothing was measured");
  return value;
}

/** Of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined)
    throw new Error("nothing was measured");
  return (lower + upper) / 2;
}

/** Median, least and greatest of the rounds. */
export function spread(values: readonly number[]) {
  return {
    value: median(values),
    rounds: values.length,
    min: Math.min(...values),
    max: Math.max(...values),
  };
}

/** The median of the ratios round by round: what slows one round down slows both of its halves. */
export function ratioOf(
  ours: readonly number[],
  peers: readonly number[],
): number {
  return median(
    ours.map((value, round) => value / (peers[round] ?? Number.NaN)),
  );
}
