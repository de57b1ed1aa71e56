import { dialFailure, SIP_CAUSES } from "./causes.ts";
import { type CallerId, Channel } from "./channel.ts";
import type { Exchange } from "./exchange.ts";
import type { Line, Party, PhoneScript } from "./phones.ts";

const TRYING_MS = 5;
const DEFAULT_AFTER_MS = 50;
const REJECTIONS: Readonly<Record<string, number>> = {
  busy: 486,
  decline: 603,
  congestion: 503,
  unavailable: 480,
  nosuch: 404,
};

export type RingResult =
  | {
      kind: "answered";
      channel: Channel;
      /** Ends what lies behind the channel. */
      drop?: () => void;
    }
  | { kind: "failed"; dialStatus: string; cause: number };

/** What rings on behalf of a Dial. */
export type Dialled = Pick<Ringing, "result" | "stop">;

/** One Dial towards a party: all its phones ring until one answers, all have failed, or it is stopped. */
export class Ringing {
  readonly result: Promise<RingResult>;
  readonly #exchange: Exchange;
  readonly #caller: Channel;
  readonly #party: Party;
  readonly #lines = new Map<Channel, Line>();
  readonly #cancel: (() => void)[] = [];
  readonly #settle: (result: RingResult) => void;
  /** Called once, when the first phone rings. */
  readonly #onRinging: () => void;

  constructor(
    exchange: Exchange,
    caller: Channel,
    party: Party,
    shown: CallerId,
    onRinging: () => void = () => {},
  ) {
    this.#exchange = exchange;
    this.#caller = caller;
    this.#party = party;
    this.#onRinging = onRinging;
    const { promise, resolve } = Promise.withResolvers<RingResult>();
    this.result = promise;
    this.#settle = resolve;
    for (const dialString of party.dialStrings) this.#open(dialString, shown);
    this.#cancel.push(exchange.after(TRYING_MS, () => this.#ring()));
  }

  /** Gives up: what still rings gets `dialEnd` and `cause`. */
  stop(dialEnd: string, cause: number, sip?: number): void {
    this.#forgetTimers();
    for (const channel of [...this.#lines.keys()]) {
      this.#exchange.dialEnd(this.#caller, channel, dialEnd);
      this.#drop(channel, cause, sip);
    }
  }

  #open(dialString: string, shown: CallerId): void {
    const { endpoint, isOutside, number, callerName } = this.#party;
    const channel = new Channel(
      this.#exchange.nextPhoneName(endpoint),
      this.#exchange.nextUniqueId(),
      this.#caller.linkedId,
      0,
      { context: isOutside ? "from-trunk" : "from-internal", exten: "s" },
    );
    channel.caller = { number, name: callerName };
    channel.application = "AppDial";
    channel.applicationData = "(Outgoing Line)";
    this.#exchange.open(channel);
    channel.connected = shown;
    this.#party.shown.push(shown);
    channel.exten = this.#caller.exten;
    this.#exchange.dialBegin(this.#caller, channel, dialString);
    channel.onHangupOrder = (cause) => this.#fail(channel, cause ?? 0);
    const line: Line = {
      answer: () => this.#answer(channel),
      hangup: () => this.#fail(channel, 21, 603),
      hold: () => {},
      transfer: () => {},
    };
    this.#lines.set(channel, line);
    this.#party.lines.add(line);
  }

  #ring(): void {
    if (this.#party.script.does === "dead") return;
    for (const channel of this.#lines.keys()) {
      this.#exchange.become(channel, 5);
      this.#exchange.dialState(this.#caller, channel, "RINGING");
    }
    this.#onRinging();
    const { script } = this.#party;
    const all = [...this.#lines.keys()];
    this.#plan(script, script.second === undefined ? all : all.slice(0, 1));
    if (script.second !== undefined) this.#plan(script.second, all.slice(1));
  }

  /** Of several that answer the first has the call; whatever else is done, all do. */
  #plan(script: PhoneScript, channels: readonly Channel[]): void {
    const { does, afterMs = DEFAULT_AFTER_MS } = script;
    const act = () => {
      const ringing = channels.filter((channel) => this.#lines.has(channel));
      const [first] = ringing;
      const sip = REJECTIONS[does];
      if (does === "answer" && first !== undefined) this.#answer(first);
      for (const channel of ringing) {
        if (does === "redirect") this.#redirect(channel);
        if (sip !== undefined) this.#fail(channel, SIP_CAUSES[sip] ?? 0, sip);
      }
    };
    this.#cancel.push(this.#exchange.after(afterMs, act));
  }

  #answer(channel: Channel): void {
    this.#forgetTimers();
    this.#exchange.become(channel, 6);
    const losers = [...this.#lines.keys()].filter((other) => other !== channel);
    for (const loser of losers)
      this.#exchange.dialEnd(this.#caller, loser, "CANCEL");
    channel.exten = "";
    this.#exchange.dialEnd(this.#caller, channel, "ANSWER");
    this.#forget(channel);
    for (const loser of losers) this.#drop(loser, 26);
    this.#settle({ kind: "answered", channel });
  }

  #fail(channel: Channel, cause: number, sip?: number): void {
    const { dialEnd, dialStatus } = dialFailure(cause);
    this.#end(channel, [dialEnd], cause, sip);
    this.#failIfNoneIsLeft(dialStatus, cause);
  }

  /** As Dial has it that was told to follow nowhere. */
  #redirect(channel: Channel): void {
    this.#end(channel, ["CANCEL", "BUSY"], 23, 302);
    this.#failIfNoneIsLeft("BUSY", 0);
  }

  #end(
    channel: Channel,
    dialEnds: readonly string[],
    cause: number,
    sip: number | undefined,
  ): void {
    this.#exchange.hangupRequest(channel, cause, sip);
    for (const dialEnd of dialEnds)
      this.#exchange.dialEnd(this.#caller, channel, dialEnd);
    this.#drop(channel, cause, sip);
  }

  #failIfNoneIsLeft(dialStatus: string, cause: number): void {
    if (this.#lines.size > 0) return;
    this.#forgetTimers();
    this.#settle({ kind: "failed", dialStatus, cause });
  }

  #drop(channel: Channel, cause: number, sip?: number): void {
    this.#forget(channel);
    this.#exchange.close(channel, cause, sip);
  }

  #forget(channel: Channel): void {
    const line = this.#lines.get(channel);
    if (line !== undefined) this.#party.lines.delete(line);
    this.#lines.delete(channel);
  }

  #forgetTimers(): void {
    for (const cancel of this.#cancel) cancel();
  }
}
