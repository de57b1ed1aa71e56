import { playAnswered } from "./answered-line.ts";
import type { CallParts } from "./call-parts.ts";
import { dialFailure } from "./causes.ts";
import { type CallerId, Channel } from "./channel.ts";
import type { Exchange } from "./exchange.ts";
import type { Party } from "./phones.ts";
import { type Dialled, Ringing, type RingResult } from "./ringing.ts";

const CONTEXT = "from-internal";
const NO_ROUTE = 3;
const ELSEWHERE = 26;

/** One extension of the group: a Local channel whose far half dials it. */
type Member = { one: Channel; two: Channel; ringing?: Ringing };

/** `Dial(Local/102@from-internal/n&Local/104@from-internal/n)`: who answers first has the call. */
export class RingGroup implements Dialled {
  readonly result: Promise<RingResult>;
  readonly #exchange: Exchange;
  readonly #caller: Channel;
  readonly #members = new Set<Member>();
  readonly #settle: (result: RingResult) => void;

  constructor(
    { exchange, phones }: CallParts,
    caller: Channel,
    group: Party,
    shown: CallerId,
  ) {
    this.#exchange = exchange;
    this.#caller = caller;
    const { promise, resolve } = Promise.withResolvers<RingResult>();
    this.result = promise;
    this.#settle = resolve;
    for (const extension of group.script.members ?? [])
      this.#ring(extension, phones.byNumber(extension), shown);
  }

  /** Gives up: what still rings gets `dialEnd` and `cause`. */
  stop(dialEnd: string, cause: number): void {
    for (const member of [...this.#members]) this.#drop(member, dialEnd, cause);
  }

  #ring(extension: string, party: Party | undefined, shown: CallerId): void {
    const exchange = this.#exchange;
    const member: Member = this.#open(extension, shown);
    const { one, two } = member;
    if (party === undefined || party.dialStrings.length === 0) {
      exchange.after(0, () => this.#fail(member, NO_ROUTE));
      return;
    }
    const ringing = new Ringing(exchange, two, party, shown, () => {
      exchange.become(one, 5);
      exchange.dialState(this.#caller, one, "RINGING");
    });
    member.ringing = ringing;
    void ringing.result.then((told) => {
      if (told.kind === "answered") this.#answer(member, party, told.channel);
      else this.#fail(member, told.cause);
    });
  }

  #open(extension: string, shown: CallerId): Member {
    const exchange = this.#exchange;
    const name = exchange.nextLocalName(`${extension}@${CONTEXT}`);
    const half = (number: 1 | 2, state: 0 | 4) => {
      const channel = new Channel(
        `${name};${number}`,
        exchange.nextUniqueId(),
        this.#caller.linkedId,
        state,
        { context: CONTEXT, exten: extension },
      );
      exchange.open(channel);
      return channel;
    };
    const member = { one: half(1, 0), two: half(2, 4) };
    this.#members.add(member);
    exchange.callerId(member.two, shown.number, shown.name);
    exchange.joinLocal(member.one, member.two, false);
    const dialString = `${extension}@${CONTEXT}/n`;
    exchange.dialBegin(this.#caller, member.one, dialString);
    return member;
  }

  #answer(member: Member, party: Party, phone: Channel): void {
    const exchange = this.#exchange;
    const { one, two } = member;
    if (!this.#members.delete(member)) return;
    exchange.become(one, 6);
    exchange.become(two, 6);
    const bridge = exchange.createBridge();
    exchange.dialEnd(this.#caller, one, "ANSWER");
    this.stop("CANCEL", ELSEWHERE);
    exchange.enter(bridge, phone);
    exchange.enter(bridge, two);
    playAnswered(exchange, party, phone, (cause) => one.onHangupOrder(cause));
    const drop = () => {
      exchange.leave(phone);
      exchange.leave(two);
      exchange.softHangup(two);
      exchange.hangupRequest(one, 16);
      exchange.close(two, 16);
      exchange.close(phone, 16);
    };
    this.#settle({ kind: "answered", channel: one, drop });
  }

  #fail(member: Member, cause: number): void {
    if (!this.#members.has(member)) return;
    const { dialStatus } = dialFailure(cause);
    this.#exchange.softHangup(member.two);
    this.#exchange.hangupRequest(member.one, cause);
    this.#drop(member, dialStatus, cause);
    if (this.#members.size === 0)
      this.#settle({ kind: "failed", dialStatus, cause });
  }

  #drop(member: Member, dialEnd: string, cause: number): void {
    const { one, two, ringing } = member;
    this.#members.delete(member);
    this.#exchange.dialEnd(this.#caller, one, dialEnd);
    ringing?.stop("CANCEL", cause);
    this.#exchange.close(one, cause);
    this.#exchange.close(two, cause);
  }
}
