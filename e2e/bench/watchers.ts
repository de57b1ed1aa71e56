import Sqlite from "better-sqlite3";
import { Client, type Live } from "../gateway/client.ts";
import { aorOf, PASSWORD, USERS } from "./people.ts";

/** Every user's live channel, and what was told on them. */
export class Watchers {
  readonly #lives: readonly Live[];

  private constructor(lives: readonly Live[]) {
    this.#lives = lives;
  }

  static async open(origin: string): Promise<Watchers> {
    const lives: Live[] = [];
    for (let user = 0; user < USERS; user++)
      lives.push(await new Client(origin, aorOf(user), PASSWORD).live());
    return new Watchers(lives);
  }

  /** Event number → how often it was told. */
  get seen(): ReadonlyMap<number, number> {
    const times = new Map<number, number>();
    for (const { seq } of this.#updates())
      times.set(seq, (times.get(seq) ?? 0) + 1);
    return times;
  }

  get frames(): number {
    return [...this.#updates()].length;
  }

  /** Calls that were told to be in this state. */
  count(state: string): number {
    const calls = new Set<string>();
    for (const { data } of this.#updates())
      if (data.state === state) calls.add(data.callId);
    return calls.size;
  }

  /** Channels on which a number did not grow. */
  get faults(): string[] {
    return this.#lives.flatMap(({ frames }, user) => {
      let last = 0;
      for (const frame of frames) {
        if (frame.type !== "call_updated") continue;
        if (frame.seq <= last) return [`user ${user} was told out of order`];
        last = frame.seq;
      }
      return [];
    });
  }

  close(): void {
    for (const live of this.#lives) live.close();
  }

  *#updates() {
    for (const { frames } of this.#lives)
      for (const frame of frames)
        if (frame.type === "call_updated") yield frame;
  }
}

/** What the live channels told against what the database holds: each event once, each call ended well. */
export function compare(
  watchers: Watchers,
  databaseFile: string,
  calls: number,
): string[] {
  const db = new Sqlite(databaseFile, { readonly: true });
  const events = db.prepare<[], { seq: number }>("select seq from call_events");
  const ended = db.prepare<[], { count: number }>(
    "select count(*) as count from calls where state = 'ended' and outcome = 'completed'",
  );
  try {
    const { seen } = watchers;
    const rows = events.all();
    const lost = rows.filter(({ seq }) => !seen.has(seq)).length;
    const twice = [...seen.values()].filter((times) => times > 1).length;
    const completed = ended.get()?.count ?? 0;
    return [
      ...(lost > 0 ? [`${lost} of ${rows.length} events were not told`] : []),
      ...(twice > 0 ? [`${twice} events were told twice`] : []),
      ...(completed < calls ? [`${completed} of ${calls} completed`] : []),
    ];
  } finally {
    db.close();
  }
}
