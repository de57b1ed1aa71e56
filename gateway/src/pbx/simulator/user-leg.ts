import { playAnswered } from "./answered-line.ts";
import { type CallParts, type Ending, whileRinging } from "./call-parts.ts";
import { dialFailure } from "./causes.ts";
import { Channel } from "./channel.ts";
import type { Exchange } from "./exchange.ts";
import { reportLeg } from "./leg-report.ts";
import type { Order } from "./originate.ts";
import type { Party } from "./phones.ts";
import { isProgram, programParty, shownTo } from "./program-order.ts";
import { Ringing } from "./ringing.ts";
import { sendElsewhere } from "./transfer.ts";

const DIAL_TIMEOUT_SECONDS = 30;

/** Leg A as `click2dial-user` plays it: the two halves of the Local channel and the user's own phone. */
export class UserLeg {
  readonly one: Channel;
  readonly two: Channel;
  /** The phone that answered. */
  phone: Channel | undefined;
  readonly #parts: CallParts;
  readonly #exchange: Exchange;
  readonly #order: Order;
  /** What rings because the user has transferred the call. */
  #transferred: Ringing | undefined;

  constructor(parts: CallParts, order: Order) {
    this.#parts = parts;
    this.#exchange = parts.exchange;
    this.#order = order;
    const { destination, leg1Context, iden, otherId } = order;
    const at = { context: leg1Context, exten: destination };
    const name = this.#exchange.nextLocalName(`${destination}@${leg1Context}`);
    this.one = new Channel(`${name};1`, iden, iden, 0, at);
    this.two = new Channel(`${name};2`, otherId, iden, 4, at);
    for (const half of [this.one, this.two]) {
      for (const [key, value] of order.variables)
        half.variables.set(key, value);
      this.#exchange.open(half);
    }
  }

  /** There is no leg-1 context to run: both halves end without having been joined. */
  refuse(): void {
    this.#exchange.close(this.two, 0);
    this.#respond(false, 0);
    this.#exchange.close(this.one, 0);
  }

  /** Resolves with whether the phone answered; where not, nothing of the call is left. */
  async ring(ending: Ending): Promise<boolean> {
    const exchange = this.#exchange;
    const { callerNumber, optimize, channel, timeoutMs } = this.#order;
    exchange.callerId(this.one, callerNumber, "<unknown>");
    exchange.callerId(this.two, callerNumber, "<unknown>");
    exchange.joinLocal(this.one, this.two, optimize);
    exchange.dialBegin(undefined, this.one, channel.replace("Local/", ""));
    const { party, absent } = this.#party();
    if (party === undefined || party.dialStrings.length === 0) {
      this.#fail(absent.dialStatus, absent.cause);
      return false;
    }
    const ringing = this.#dial(party);
    const seconds = Number(this.#variable("DIAL_TIMEOUT"));
    const first = await whileRinging(exchange, ringing.result, ending, {
      dial: 1_000 * (seconds || DIAL_TIMEOUT_SECONDS),
      originate: timeoutMs,
    });
    if (first.kind === "answered") this.#connect(party, first.channel, ending);
    else if (first.kind === "failed") this.#fail(first.dialStatus, first.cause);
    else if (first.kind === "end") this.#cancel(ringing, first.cause);
    else if (first.name === "originate") this.#giveUp(ringing);
    else {
      ringing.stop("NOANSWER", 0);
      this.#fail("NOANSWER", 0);
    }
    return first.kind === "answered";
  }

  /** Ends the second half and the phone, with the cause the first half ended with. */
  close(cause: number): void {
    this.#transferred?.stop("CANCEL", 16);
    this.#exchange.leave(this.two);
    if (this.phone !== undefined) this.#exchange.leave(this.phone);
    this.#exchange.softHangup(this.two);
    this.#exchange.close(this.two, cause);
    if (this.phone !== undefined) this.#exchange.close(this.phone, 16);
  }

  #party(): ReturnType<typeof programParty> {
    const { phones } = this.#parts;
    return isProgram(this.#order)
      ? programParty(this.#order, phones, "A")
      : {
          party: phones.byEndpoint(this.#variable("C2DENDPOINT")),
          absent: { dialStatus: "CHANUNAVAIL", cause: 20 },
        };
  }

  #dial(party: Party): Ringing {
    const { destination } = this.#order;
    const shown = isProgram(this.#order)
      ? shownTo(this.#order, "A")
      : { number: destination, name: `Ringback ${destination}` };
    this.#exchange.callerId(this.two, shown.number, shown.name);
    this.two.application = "Dial";
    this.two.applicationData = party.dialStrings
      .map((dialString) => `PJSIP/${dialString}`)
      .join("&");
    return new Ringing(this.#exchange, this.two, party, shown, () => {
      this.one.caller = { number: party.number, name: party.callerName };
      this.#exchange.become(this.one, 5);
      this.#exchange.dialState(undefined, this.one, "RINGING");
    });
  }

  #connect(party: Party, phone: Channel, ending: Ending): void {
    const exchange = this.#exchange;
    this.two.connected = phone.caller;
    exchange.become(this.two, 6);
    const bridge = exchange.createBridge();
    exchange.enter(bridge, phone);
    exchange.become(this.one, 6);
    exchange.dialEnd(undefined, this.one, "ANSWER");
    this.#respond(true, 4);
    exchange.enter(bridge, this.two);
    this.#play(party, phone, ending);
  }

  #play(party: Party, phone: Channel, ending: Ending): void {
    this.phone = phone;
    playAnswered(
      this.#exchange,
      party,
      phone,
      (cause) => ending.begin("a", cause),
      (extension) => this.#transfer(extension, ending),
    );
  }

  /** A blind transfer: whom the user talked with is sent elsewhere, and the user is out. */
  #transfer(extension: string, ending: Ending): void {
    const { phone, two } = this;
    const to = this.#parts.phones.byNumber(extension);
    // An optimised call has no half that could be sent.
    if (phone === undefined || to === undefined || two.bridge === undefined)
      return;
    this.phone = undefined;
    this.#transferred = sendElsewhere(
      this.#exchange,
      { phone, two, to, extension },
      ending,
      (answered) => this.#play(to, answered, ending),
    );
  }

  /** Dial has ended without an answer, and the dialplan hangs up with its cause. */
  #fail(dialStatus: string, cause: number): void {
    const exchange = this.#exchange;
    // Hangup(0) hangs up with 16.
    const hangup = cause === 0 ? 16 : cause;
    exchange.softHangup(this.two);
    this.#report(dialStatus, cause);
    exchange.hangupRequest(this.one, hangup);
    exchange.close(this.two, hangup);
    const dialEnd = cause === 20 ? "CHANUNAVAIL" : dialFailure(cause).dialEnd;
    exchange.dialEnd(undefined, this.one, dialEnd);
    this.#respond(false, 0);
    exchange.close(this.one, hangup);
  }

  #cancel(ringing: Ringing, cause: number | undefined): void {
    const exchange = this.#exchange;
    exchange.dialEnd(undefined, this.one, "NOANSWER");
    exchange.hangupRequest(this.two, cause ?? 16);
    this.#respond(false, 0);
    ringing.stop("CANCEL", cause ?? 16);
    exchange.softHangup(this.two);
    this.#report("CANCEL", cause ?? 16);
    exchange.close(this.two, cause ?? 16);
    exchange.close(this.one, cause ?? 0);
  }

  /** The Originate's own time was the shorter. */
  #giveUp(ringing: Ringing): void {
    const exchange = this.#exchange;
    exchange.hangupRequest(this.two, 19);
    this.#respond(false, 3);
    ringing.stop("CANCEL", 19, 480);
    exchange.softHangup(this.two);
    exchange.close(this.one, 19);
    this.#report("CANCEL", 19);
    exchange.close(this.two, 19);
  }

  #report(dialStatus: string, cause: number): void {
    const { exchange, db } = this.#parts;
    const report = { leg: "a", dialStatus, cause, answeredSeconds: 0 } as const;
    reportLeg(exchange, db, this.two, report);
  }

  #respond(success: boolean, reason: number): void {
    const { actionId, channel, context, exten, iden } = this.#order;
    this.#exchange.originateResponse([
      ["ActionID", actionId],
      ["Response", success ? "Success" : "Failure"],
      ["Channel", success ? this.one.name : channel],
      ["Context", context],
      ["Exten", exten],
      ["Reason", reason],
      ["Uniqueid", iden],
      ["CallerIDNum", this.#order.callerNumber],
      ["CallerIDName", "<unknown>"],
    ]);
  }

  #variable(name: string): string {
    return this.#order.variables.get(name) ?? "";
  }
}
