/** How many requests may be on their way: in all, of one client, and to one host of a client. */

/** Config section `delivery`. */
export type LaneRules = {
  concurrency: number;
  concurrencyPerClient: number;
  concurrencyPerHost: number;
  concurrencyInTrouble: number;
};

export type Place = { clientId: string; lane: string };

/** More hosts in trouble than this are not remembered. */
const MOST_TROUBLED = 10_000;

export class Lanes {
  readonly #rules: LaneRules;
  readonly #clients = new Map<string, number>();
  readonly #lanes = new Map<string, number>();
  readonly #troubled = new Set<string>();
  #taken = 0;

  constructor(rules: LaneRules) {
    this.#rules = rules;
  }

  /** False where it would be one too many. */
  take({ clientId, lane }: Place): boolean {
    if (
      this.isFull ||
      countOf(this.#clients, clientId) >= this.#rules.concurrencyPerClient ||
      countOf(this.#lanes, lane) >= this.#limitOf(lane)
    ) {
      return false;
    }
    this.#taken += 1;
    this.#clients.set(clientId, countOf(this.#clients, clientId) + 1);
    this.#lanes.set(lane, countOf(this.#lanes, lane) + 1);
    return true;
  }

  give({ clientId, lane }: Place): void {
    this.#taken -= 1;
    lower(this.#clients, clientId);
    lower(this.#lanes, lane);
  }

  /** Whether the host answered at all, with whatever status. */
  told(lane: string, answered: boolean): void {
    this.#troubled.delete(lane);
    if (!answered && this.#troubled.size < MOST_TROUBLED) {
      this.#troubled.add(lane);
    }
  }

  get isFull(): boolean {
    return this.#taken >= this.#rules.concurrency;
  }

  /** What nothing more can be taken for. */
  get fullLanes(): string[] {
    return Array.from(this.#lanes)
      .filter(([lane, count]) => count >= this.#limitOf(lane))
      .map(([lane]) => lane);
  }

  get fullClients(): string[] {
    return Array.from(this.#clients)
      .filter(([, count]) => count >= this.#rules.concurrencyPerClient)
      .map(([client]) => client);
  }

  #limitOf(lane: string): number {
    return this.#troubled.has(lane)
      ? this.#rules.concurrencyInTrouble
      : this.#rules.concurrencyPerHost;
  }
}

function countOf(counts: ReadonlyMap<string, number>, key: string): number {
  return counts.get(key) ?? 0;
}

function lower(counts: Map<string, number>, key: string): void {
  const left = countOf(counts, key) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}
