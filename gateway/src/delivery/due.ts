/** Calls whose queue is due, as the last look at the database found them: more than have a place, so that not every place that becomes free costs a look. */
import type { Lanes, Place } from "./lanes.ts";
import type { Candidate, DeliveryQueue } from "./queue.ts";

/** Calls that one look finds. */
const MOST_FOUND = 1024;
/** Calls that are taken in one transaction. */
const MOST_CHOSEN = 256;

export type DueOptions = {
  queue: Pick<DeliveryQueue, "due">;
  lanes: Lanes;
  limitPerLane: number;
  now: () => number;
};

/** What the last look left out, for it had no place or was too much. */
type Unseen = { all: boolean; lanes: Set<string>; clients: Set<string> };

export class Due {
  readonly #o: DueOptions;
  /** the longest due first */
  #found: Candidate[] = [];
  /** of the found ones */
  #lanes = new Set<string>();
  #isOutdated = true;
  #unseen: Unseen = { all: false, lanes: new Set(), clients: new Set() };

  constructor(options: DueOptions) {
    this.#o = options;
  }

  /** More may be due than was found. */
  outdate(): void {
    this.#isOutdated = true;
  }

  /** Whether a call may be due that takes the place that became free. */
  mayFill({ lane, clientId }: Place): boolean {
    if (this.#lanes.has(lane)) return true;
    const { all, lanes, clients } = this.#unseen;
    if (all || lanes.has(lane) || clients.has(clientId)) this.outdate();
    return this.#isOutdated;
  }

  /** Calls that a place was taken for; none: nothing more can be taken now. `isWanted` false: not this one. */
  async take(isWanted: (callId: string) => boolean): Promise<Candidate[]> {
    const known = this.#choose(isWanted);
    const isEnough = known.length > 0 || this.#o.lanes.isFull;
    if (isEnough || !this.#isOutdated) return known;
    await this.#look();
    return this.#choose(isWanted);
  }

  #choose(isWanted: (callId: string) => boolean): Candidate[] {
    const { lanes } = this.#o;
    const chosen: Candidate[] = [];
    this.#found = this.#found.filter((each) => {
      if (!isWanted(each.call_id)) return false;
      if (chosen.length === MOST_CHOSEN || !lanes.take(placeOf(each)))
        return true;
      chosen.push(each);
      return false;
    });
    this.#lanes = new Set(this.#found.map(({ lane }) => lane));
    return chosen;
  }

  async #look(): Promise<void> {
    const { queue, lanes, limitPerLane, now } = this.#o;
    const { fullLanes, fullClients } = lanes;
    const unseen = {
      ...{ all: false, lanes: new Set(fullLanes) },
      clients: new Set(fullClients),
    };
    // What becomes due or free from now on may be too late for this look.
    this.#isOutdated = false;
    this.#unseen = unseen;
    const found = await queue.due(
      now(),
      { limit: MOST_FOUND, limitPerLane },
      { lanes: fullLanes, clients: fullClients },
    );
    const isUnseen = ({ lane, client_id }: Candidate) =>
      unseen.lanes.has(lane) || unseen.clients.has(client_id);
    this.#found = [...this.#found.filter(isUnseen), ...found];
    unseen.all = found.length === MOST_FOUND;
    for (const lane of lanesOf(found, limitPerLane)) unseen.lanes.add(lane);
  }
}

/** Those of which so many were found. */
function lanesOf(found: readonly Candidate[], count: number): string[] {
  const counts = new Map<string, number>();
  for (const { lane } of found) counts.set(lane, (counts.get(lane) ?? 0) + 1);
  return Array.from(counts.keys()).filter((lane) => counts.get(lane) === count);
}

export function placeOf({ client_id, lane }: Candidate): Place {
  return { clientId: client_id, lane };
}
