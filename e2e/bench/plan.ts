/** How long and how often everything is measured. */
export interface Plan {
  readonly rounds: number;
  /** of one counted stretch of load */
  readonly seconds: number;
  /** Calls at once, level by level; absent: the bench's own. */
  readonly calls?: readonly number[];
}
