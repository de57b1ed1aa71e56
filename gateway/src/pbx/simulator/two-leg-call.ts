import { playAnswered } from "./answered-line.ts";
import {
  type CallParts,
  type End,
  Ending,
  whileRinging,
} from "./call-parts.ts";
import type { Channel } from "./channel.ts";
import { type LegReport, reportLeg } from "./leg-report.ts";
import type { Order } from "./originate.ts";
import type { Party } from "./phones.ts";
import { isProgram, programParty, record, shownTo } from "./program-order.ts";
import { RingGroup } from "./ring-group.ts";
import { type Dialled, Ringing } from "./ringing.ts";
import { UserLeg } from "./user-leg.ts";

const MAX_DURATION_MS = 10_800_000;
const INSIDE_RING_MS = 20_000;
const OUTSIDE_RING_MS = 60_000;
/** Asterisk takes a Local channel out once voice flows. */
const OPTIMIZE_AFTER_MS = 30;

type Result = Pick<LegReport, "dialStatus" | "cause" | "answeredSeconds">;

/** One click as the dialplan plays it: rings A through the Local channel, then sends its first half to B. */
export class TwoLegCall {
  readonly #parts: CallParts;
  readonly #order: Order;
  readonly #ending = new Ending();
  readonly #user: UserLeg;
  /** What of leg B ends with the call. */
  #dropDestination: () => void = () => {};
  #result: () => Result = () => none(0);
  /** What the first half ends with when an AMI Hangup names no cause. */
  #causeIfNone = 16;

  constructor(parts: CallParts, order: Order) {
    this.#parts = parts;
    this.#order = order;
    this.#user = new UserLeg(parts, order);
    const { one, two } = this.#user;
    one.onHangupOrder = (cause) => this.#ending.begin("one", cause);
    two.onHangupOrder = (cause) => this.#ending.begin("two", cause);
  }

  /** Settles when no channel of the call is left. */
  async run(): Promise<void> {
    if (
      this.#order.leg1Context !== "click2dial-user" &&
      !isProgram(this.#order)
    ) {
      this.#user.refuse();
      return;
    }
    if (!(await this.#user.ring(this.#ending))) return;
    const maxMs = Number(this.#order.variables.get("MAX_DURATION"));
    const stopLimit = this.#parts.exchange.after(maxMs || MAX_DURATION_MS, () =>
      this.#ending.begin("limit", 16),
    );
    this.#report("a", { dialStatus: "ANSWER", cause: 0, answeredSeconds: 0 });
    await this.#enterDestination(Date.now());
    stopLimit();
  }

  async #enterDestination(answeredAt: number): Promise<void> {
    if (isProgram(this.#order)) {
      await this.#enterProgramParty();
      return;
    }
    const party = this.#parts.phones.byNumber(this.#order.exten);
    this.#user.one.context = "from-internal";
    if (party === undefined) {
      this.#targetEnds(1, failed("NOEXTEN", 1));
    } else if (["voicemail", "conference"].includes(party.script.does)) {
      await this.#service(party, () => none(secondsSince(answeredAt)));
    } else if (
      party.dialStrings.length === 0 &&
      party.script.does !== "group"
    ) {
      this.#targetEnds(3, failed("CHANUNAVAIL", 3));
    } else await this.#dial(party);
  }

  async #enterProgramParty(): Promise<void> {
    const { phones } = this.#parts;
    const { party, absent } = programParty(this.#order, phones, "B");
    this.#user.one.context = this.#order.context;
    if (party === undefined || party.dialStrings.length === 0)
      this.#targetEnds(absent.cause, { ...absent, answeredSeconds: 0 });
    else await this.#dial(party);
  }

  /** How long the other party rings: its own script, a program's order, or the dialplan's time. */
  #ringMs(party: Party): number {
    const ordered = Number(this.#order.variables.get("RINGBACK_B_TIMEOUT"));
    if (ordered > 0) return 1_000 * ordered;
    const own = party.isOutside ? OUTSIDE_RING_MS : INSIDE_RING_MS;
    return party.script.ringForMs ?? own;
  }

  /** The PBX itself takes the call: nothing is dialled, and AMI says nothing but for a conference's bridge. */
  async #service(party: Party, result: () => Result): Promise<void> {
    const { exchange } = this.#parts;
    const { one } = this.#user;
    const isConference = party.script.does === "conference";
    one.application = isConference ? "ConfBridge" : "Wait";
    one.applicationData = isConference ? "house" : "300";
    if (isConference) exchange.enter(exchange.createBridge(), one);
    const { hangupAfterMs } = party.script;
    const stop =
      hangupAfterMs === undefined
        ? () => {}
        : exchange.after(hangupAfterMs, () =>
            this.#ending.begin("destination", 16),
          );
    this.#result = result;
    const end = await this.#ending.promise;
    stop();
    this.#finish(end);
  }

  async #dial(party: Party): Promise<void> {
    const { exchange } = this.#parts;
    const { one } = this.#user;
    one.application = "Dial";
    one.applicationData = `PJSIP/${party.dialStrings[0] ?? ""}`;
    const shown = isProgram(this.#order)
      ? shownTo(this.#order, "B")
      : {
          number: this.#order.variables.get("ORIGINATE_EXTEN") ?? "",
          name: this.#order.variables.get("C2DCALLERNAME") ?? one.caller.name,
        };
    const ringing: Dialled =
      party.script.does === "group"
        ? new RingGroup(this.#parts, one, party, shown)
        : new Ringing(exchange, one, party, shown);
    const first = await whileRinging(exchange, ringing.result, this.#ending, {
      dial: this.#ringMs(party),
    });
    if (first.kind === "answered") await this.#talk(party, first);
    else if (first.kind === "failed")
      this.#targetEnds(first.cause, failed(first.dialStatus, first.cause));
    else if (first.kind === "end") {
      this.#dropDestination = () => ringing.stop("CANCEL", 16);
      this.#result = () => failed("CANCEL", 16);
      this.#causeIfNone = 0;
      this.#finish(first);
    } else {
      ringing.stop("NOANSWER", 0);
      const rangOut = failed("NOANSWER", 16);
      if (party.script.thenVoicemail) await this.#service(party, () => rangOut);
      else this.#targetEnds(16, rangOut);
    }
  }

  async #talk(
    party: Party,
    {
      channel: phone,
      drop = () => {},
    }: { channel: Channel; drop?: () => void },
  ): Promise<void> {
    const { exchange } = this.#parts;
    const { one } = this.#user;
    const answeredAt = Date.now();
    one.connected = phone.caller;
    const bridge = exchange.createBridge();
    exchange.enter(bridge, phone);
    exchange.enter(bridge, one);
    playAnswered(exchange, party, phone, (cause) =>
      this.#ending.begin("b", cause),
    );
    this.#dropDestination = () => {
      drop();
      exchange.leave(phone);
      exchange.close(phone, 16);
    };
    const talked = () => ({
      dialStatus: "ANSWER",
      cause: 16,
      answeredSeconds: secondsSince(answeredAt),
    });
    this.#result = talked;
    const stop = this.#order.optimize
      ? exchange.after(OPTIMIZE_AFTER_MS, () => this.#takeLocalOut(phone))
      : () => {};
    const end = await this.#ending.promise;
    stop();
    // Before the channels go: the file is complete when the last one has gone.
    record(this.#order, Date.now() - answeredAt);
    if (exchange.find(one.uniqueId) === one) this.#finish(end);
    else this.#finishOptimized();
  }

  /** A joins B's bridge and both halves go, while the two talk on. */
  #takeLocalOut(phone: Channel): void {
    const { exchange } = this.#parts;
    const { one, two, phone: user } = this.#user;
    const { bridge } = phone;
    if (user === undefined || bridge === undefined) return;
    exchange.optimization("Begin", one, two, user);
    exchange.leave(user);
    exchange.leave(one);
    exchange.enter(bridge, user);
    exchange.optimization("End", one, two, user);
    exchange.leave(two);
    for (const half of [one, two]) exchange.softHangup(half);
    exchange.hangupRequest(one, 16);
    exchange.close(two, 16);
    this.#report("b", this.#result());
    exchange.close(one, 16);
  }

  #finishOptimized(): void {
    const { exchange } = this.#parts;
    const { phone } = this.#user;
    this.#dropDestination();
    if (phone === undefined) return;
    exchange.leave(phone);
    exchange.close(phone, 16);
  }

  #finish(end: End): void {
    if (end.by === "b" || end.by === "one" || end.by === "destination")
      this.#targetEnds(end.cause ?? this.#causeIfNone, this.#result());
    else this.#userEnds();
  }

  /** The first half ends and takes the user's half with it. */
  #targetEnds(cause: number, result: Result): void {
    const { exchange } = this.#parts;
    const { one, two } = this.#user;
    this.#dropDestination();
    exchange.leave(one);
    exchange.softHangup(one);
    this.#report("b", result);
    exchange.hangupRequest(two, cause === 0 ? 16 : cause);
    exchange.close(one, cause);
    this.#user.close(cause === 0 ? 16 : cause);
  }

  /** The user's half ends and takes the first half with it. */
  #userEnds(): void {
    const { exchange } = this.#parts;
    const { one } = this.#user;
    this.#user.close(16);
    exchange.hangupRequest(one, 16);
    exchange.leave(one);
    this.#dropDestination();
    exchange.softHangup(one);
    this.#report("b", this.#result());
    exchange.close(one, 16);
  }

  #report(leg: "a" | "b", result: Result): void {
    const { exchange, db } = this.#parts;
    reportLeg(exchange, db, this.#user.one, { leg, ...result });
  }
}

function failed(dialStatus: string, cause: number): Result {
  return { dialStatus, cause, answeredSeconds: 0 };
}

function none(answeredSeconds: number): Result {
  return { dialStatus: "NONE", cause: 16, answeredSeconds };
}

function secondsSince(time: number): number {
  return Math.floor((Date.now() - time) / 1_000);
}
