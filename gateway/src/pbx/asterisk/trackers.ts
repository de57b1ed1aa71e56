import type { Move } from "../port.ts";
import type { AmiMessage } from "./ami/transport.ts";
import { REPORT_EVENT } from "./dialplan.ts";
import { Tracker } from "./tracker.ts";
import type { TrackerTimes } from "./tracker-ports.ts";

const CALL_HEADERS = [
  "Linkedid",
  "DestLinkedid",
  "Uniqueid",
  "DestUniqueid",
  // transfers have no header of the first kinds
  "TransfererLinkedid",
  "TransfereeLinkedid",
  "OrigTransfererLinkedid",
  "SecondTransfererLinkedid",
];

/** One tracker per live call, and which of them an event belongs to. A tracker goes with its call's last channel. */
export class Trackers {
  readonly #times: TrackerTimes;
  readonly #now: () => number;
  readonly #move: (iden: string, move: Move) => void;
  readonly #trackers = new Map<string, Tracker>();
  /** ActionID of an accepted Originate → iden, until its OriginateResponse */
  readonly #originates = new Map<string, string>();

  constructor(
    times: TrackerTimes,
    now: () => number,
    move: (iden: string, move: Move) => void,
  ) {
    this.#times = times;
    this.#now = now;
    this.#move = move;
  }

  get(iden: string): Tracker | undefined {
    return this.#trackers.get(iden);
  }

  /** Those of which the PBX should be asked what A hears. */
  wantingProbe(): Tracker[] {
    return [...this.#trackers.values()].filter((each) => each.wantsProbe);
  }

  open(iden: string): Tracker {
    const tracker = new Tracker(
      iden,
      {
        move: (move) => this.#move(iden, move),
        done: () => this.forget(iden),
        now: this.#now,
      },
      this.#times,
    );
    this.#trackers.set(iden, tracker);
    return tracker;
  }

  forget(iden: string): void {
    this.#trackers.get(iden)?.close();
    this.#trackers.delete(iden);
  }

  forgetAll(): void {
    for (const iden of [...this.#trackers.keys()]) this.forget(iden);
    this.#originates.clear();
  }

  /** The Originate of this call was accepted under this ActionID. */
  originated(actionId: string, iden: string): void {
    this.#originates.set(actionId, iden);
  }

  /** Tells one call what of these events is its own. */
  replay(iden: string, events: readonly AmiMessage[]): void {
    for (const event of events) {
      const isReport = event.get("UserEvent") === REPORT_EVENT;
      const own = isReport
        ? event.get("Iden") === iden
        : this.#trackerOf(event)?.iden === iden;
      if (own) this.event(event);
    }
  }

  event(event: AmiMessage): void {
    switch (event.get("Event")) {
      case "UserEvent":
        this.#report(event);
        break;
      case "OriginateResponse":
        this.#originateResponse(event);
        break;
      default:
        this.#trackerOf(event)?.event(event);
    }
  }

  #report(event: AmiMessage): void {
    const leg = event.get("Leg");
    if (event.get("UserEvent") !== REPORT_EVENT) return;
    if (leg !== "a" && leg !== "b") return;
    this.#trackers.get(event.get("Iden") ?? "")?.report({
      leg,
      status: event.get("DialStatus") ?? "",
      cause: Number(event.get("Cause") ?? 0),
      answeredSeconds: Number(event.get("AnsweredTime") ?? 0),
    });
  }

  #originateResponse(event: AmiMessage): void {
    // Only the ActionID names our order: the Uniqueid may be that of another, living call (`ami-outcomes.md` §1).
    const actionId = event.get("ActionID") ?? "";
    const iden = this.#originates.get(actionId) ?? "";
    this.#originates.delete(actionId);
    if (event.get("Response") === "Failure") {
      this.#trackers.get(iden)?.refused();
    }
  }

  #trackerOf(event: AmiMessage): Tracker | undefined {
    for (const header of CALL_HEADERS) {
      const value = event.get(header) ?? "";
      // As it stands first: a client may have chosen an iden that ends in -2.
      const tracker =
        this.#trackers.get(value) ??
        this.#trackers.get(value.replace(/-2$/, ""));
      if (tracker !== undefined) return tracker;
    }
    return undefined;
  }
}
