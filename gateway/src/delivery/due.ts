/** Calls whose queue is due, as the last look at the database found them: more than have a place, so that not every place that becomes free costs a look. */
import type { Full, Lanes, Place } from "./lanes.ts";
import type { Candidate, DeliveryQueue } from "./queue.ts";

/** Calls that are taken in one transaction. */
const MOST_CHOSEN = 256;

export type DueOptions = {
  queue: Pick<DeliveryQueue, "due">;
  lanes: Lanes;
  now: () => number;
};

/** Where more may be due than the last look found. */
type Unseen = {
  /** for it had no place */
  leftOut: Full;
  /** for it was too much of one lane */
  lanes: readonly Place[];
  /** for it was too much in all */
  isCut: boolean;
};

export class Due {
  readonly #o: DueOptions;
  #found: Candidate[] = [];
  /** undefined: all was found */
  #unseen: Unseen | undefined;
  #isOutdated = true;

  constructor(options: DueOptions) {
    this.#o = options;
  }

  /** More may be due than when it was looked. */
  outdate(): void {
    this.#isOutdated = true;
  }

  /** Whether a call is known that waits for a place, or there may be one. */
  get mayWait(): boolean {
    const isAllFound = !this.#isOutdated && this.#unseen === undefined;
    return !isAllFound || this.#found.length > 0;
  }

  /** Calls that a place was taken for; none: nothing more can be taken now. `isWanted` false: not this one. */
  async take(isWanted: (callId: string) => boolean): Promise<Candidate[]> {
    const known = this.#choose(isWanted);
    if (known.length > 0 || !this.#mayFindMore) return known;
    await this.#look();
    return this.#choose(isWanted);
  }

  #choose(isWanted: (callId: string) => boolean): Candidate[] {
    const { lanes } = this.#o;
    const chosen: Candidate[] = [];
    if (lanes.isFull) return chosen;
    this.#found = this.#found.filter((each) => {
      if (!isWanted(each.call_id)) return false;
      if (chosen.length === MOST_CHOSEN || !lanes.take(placeOf(each)))
        return true;
      chosen.push(each);
      return false;
    });
    return chosen;
  }

  /** Whether a look may find a call that has a place, where no known one has. */
  get #mayFindMore(): boolean {
    const { lanes } = this.#o;
    if (lanes.isFull) return false;
    if (this.#isOutdated || this.#unseen === undefined) return this.#isOutdated;
    const { leftOut, lanes: cutLanes, isCut } = this.#unseen;
    return (
      leftOut.clients.some((each) => !lanes.isClientFull(each)) ||
      [...leftOut.lanes, ...cutLanes].some((each) => lanes.hasPlace(each)) ||
      (isCut && (this.#found.length === 0 || lanes.isFullBeyond(leftOut)))
    );
  }

  async #look(): Promise<void> {
    const { queue, lanes, now } = this.#o;
    const full = lanes.full;
    // What becomes due from now on may be too late for this look.
    this.#isOutdated = false;
    const fullLanes = full.lanes.map(({ lane }) => lane);
    const { clients } = full;
    const look = await queue.due(now(), { lanes: fullLanes, clients });
    if (look.isAll) {
      this.#found = look.calls;
      this.#unseen = undefined;
      return;
    }
    const { calls, isCut, cutLanes } = look;
    const leftOut = new Set([...fullLanes, ...clients]);
    const kept = this.#found.filter(
      ({ lane, client_id }) => leftOut.has(lane) || leftOut.has(client_id),
    );
    this.#found = [...kept, ...calls];
    this.#unseen = { leftOut: full, lanes: cutLanes.map(placeOf), isCut };
  }
}

export function placeOf({
  client_id,
  lane,
}: Pick<Candidate, "client_id" | "lane">): Place {
  return { clientId: client_id, lane };
}
