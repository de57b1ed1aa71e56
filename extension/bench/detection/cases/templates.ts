/** Phrases that cases are made from. `{n}` is a telephone number, `{d}` digits that would be one elsewhere. */
export interface Templates {
  readonly seed: number;
  readonly positive: Readonly<Record<string, readonly string[]>>;
  readonly several: readonly string[];
  readonly mixed: readonly string[];
  readonly stop: Readonly<Record<string, readonly string[]>>;
  /** Other names in braces are drawn from `look-alikes.ts`. */
  readonly negative: readonly string[];
}
