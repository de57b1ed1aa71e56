import type { Client, ClientDirectory } from "./port.ts";
import type { ClientRecord, ClientRecords } from "./records.ts";

type Answer = { until: number; record: Promise<ClientRecord | undefined> };

/** Names come from strangers. */
const MOST_KEPT = 10_000;

/** Programs as the database knew them a few seconds ago at most. */
export class CachedClients implements ClientDirectory {
  readonly #records: ClientRecords;
  readonly #cacheMs: number;
  readonly #now: () => number;
  // All answers are kept equally long, so the order of insertion is the order of ending.
  readonly #answers = new Map<string, Answer>();

  constructor(
    records: ClientRecords,
    options: {
      cacheSeconds: number /** milliseconds that never go back */;
      now: () => number;
    },
  ) {
    this.#records = records;
    this.#cacheMs = options.cacheSeconds * 1000;
    this.#now = options.now;
  }

  async find(id: string): Promise<Client | undefined> {
    return (await this.record(id))?.client;
  }

  record(id: string): Promise<ClientRecord | undefined> {
    return this.#once(ownKey(id), () => this.#records.find(id));
  }

  /** As the database has it now; who asks `record` next hears the same. */
  fresh(id: string): Promise<ClientRecord | undefined> {
    this.#answers.delete(ownKey(id));
    return this.record(id);
  }

  external(issuer: string, id: string): Promise<ClientRecord | undefined> {
    return this.#once(`external ${JSON.stringify([issuer, id])}`, () =>
      this.#records.findExternal(issuer, id),
    );
  }

  #once(
    key: string,
    read: () => Promise<ClientRecord | undefined>,
  ): Promise<ClientRecord | undefined> {
    const now = this.#now();
    this.#sweep(now);
    const kept = this.#answers.get(key);
    if (kept !== undefined) return kept.record;
    const record = read();
    this.#answers.set(key, { until: now + this.#cacheMs, record });
    // A read that failed is no answer.
    record.catch(() => this.#answers.delete(key));
    return record;
  }

  #sweep(now: number): void {
    for (const [key, { until }] of this.#answers) {
      if (until > now && this.#answers.size < MOST_KEPT) return;
      this.#answers.delete(key);
    }
  }
}

function ownKey(id: string): string {
  return `own ${id}`;
}
