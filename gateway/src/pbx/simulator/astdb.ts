const DAY_SECONDS = 86_400;
const BUCKETS = 3;

/** AstDB, and the use the dialplan makes of it (`click2dial.conf`): a line for every leg, kept one to three days. */
export class AstDb {
  readonly #families = new Map<string, Map<string, string>>();

  get(family: string, key: string): string | undefined {
    return this.#families.get(family)?.get(key);
  }

  set(family: string, key: string, value: string): void {
    const keys = this.#families.get(family) ?? new Map<string, string>();
    this.#families.set(family, keys.set(key, value));
  }

  /** `value` with the time behind it, under today's bucket. */
  storeLeg(iden: string, leg: "a" | "b", value: string): void {
    const now = Math.floor(Date.now() / 1_000);
    this.set(
      `ringback/${bucketOf(dayOf(now))}`,
      `${iden}-${leg}`,
      `${value}:${now}`,
    );
  }

  /** Empties what is older than two days; to be called with every click. */
  purge(): void {
    const day = dayOf(Math.floor(Date.now() / 1_000));
    const last = Number(this.get("ringback", "day") ?? Number.NaN);
    if (last === day) return;
    this.set("ringback", "day", String(day));
    this.#families.delete(`ringback/${bucketOf(day + 1)}`);
    if (last !== day - 1) this.#families.delete(`ringback/${bucketOf(day)}`);
  }
}

function dayOf(epochSeconds: number): number {
  return Math.floor(epochSeconds / DAY_SECONDS);
}

function bucketOf(day: number): number {
  return day % BUCKETS;
}
