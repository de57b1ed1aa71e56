/** How many requests may be on their way: in all, of one client, and to one host of a client. */
import { BoundedMap } from "../store/bounded-map.ts";

/** Config section `delivery`. */
export type LaneRules = {
  concurrency: number;
  concurrencyPerClient: number;
  concurrencyPerHost: number;
  concurrencyInTrouble: number;
  /** more hosts in trouble are not remembered; the oldest go first */
  troubledHostsKept: number;
};

export type Place = { clientId: string; lane: string };

/** What nothing more can be taken for. */
export type Full = { lanes: readonly Place[]; clients: readonly string[] };

export class Lanes {
  readonly #rules: LaneRules;
  readonly #clients = new Map<string, number>();
  readonly #lanes = new Map<string, { clientId: string; count: number }>();
  readonly #troubled: BoundedMap<string, true>;
  #taken = 0;

  constructor(rules: LaneRules) {
    this.#rules = rules;
    this.#troubled = new BoundedMap(rules.troubledHostsKept);
  }

  /** False where it would be one too many. */
  take(place: Place): boolean {
    if (!this.hasPlace(place)) return false;
    const { clientId, lane } = place;
    this.#taken += 1;
    this.#clients.set(clientId, (this.#clients.get(clientId) ?? 0) + 1);
    this.#lanes.set(lane, { clientId, count: this.#countOf(lane) + 1 });
    return true;
  }

  give({ clientId, lane }: Place): void {
    this.#taken -= 1;
    const ofClient = (this.#clients.get(clientId) ?? 0) - 1;
    if (ofClient > 0) this.#clients.set(clientId, ofClient);
    else this.#clients.delete(clientId);
    const count = this.#countOf(lane) - 1;
    if (count > 0) this.#lanes.set(lane, { clientId, count });
    else this.#lanes.delete(lane);
  }

  hasPlace({ clientId, lane }: Place): boolean {
    return (
      !this.isFull &&
      !this.isClientFull(clientId) &&
      this.#countOf(lane) < this.#limitOf(lane)
    );
  }

  /** Whether the host answered at all, with whatever status. */
  told(lane: string, answered: boolean): void {
    if (answered) this.#troubled.delete(lane);
    else this.#troubled.set(lane, true);
  }

  get isFull(): boolean {
    return this.#taken >= this.#rules.concurrency;
  }

  isClientFull(clientId: string): boolean {
    const count = this.#clients.get(clientId) ?? 0;
    return count >= this.#rules.concurrencyPerClient;
  }

  get full(): Full {
    return {
      lanes: Array.from(this.#lanes)
        .filter(([lane, { count }]) => count >= this.#limitOf(lane))
        .map(([lane, { clientId }]) => ({ lane, clientId })),
      clients: Array.from(this.#clients.keys()).filter((each) =>
        this.isClientFull(each),
      ),
    };
  }

  /** Whether a lane or client is full that was not. */
  isFullBeyond(before: Full): boolean {
    const lanes = new Set(before.lanes.map(({ lane }) => lane));
    const clients = new Set(before.clients);
    const now = this.full;
    return (
      now.clients.some((each) => !clients.has(each)) ||
      now.lanes.some(({ lane }) => !lanes.has(lane))
    );
  }

  #countOf(lane: string): number {
    return this.#lanes.get(lane)?.count ?? 0;
  }

  #limitOf(lane: string): number {
    return this.#troubled.has(lane)
      ? this.#rules.concurrencyInTrouble
      : this.#rules.concurrencyPerHost;
  }
}
