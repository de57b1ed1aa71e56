import {
  type BelievedCall,
  type Move,
  type OriginateRequest,
  type Pbx,
  PbxError,
  type PbxHealth,
} from "../port.ts";
import {
  AmiError,
  type AmiMessage,
  type AmiState,
  type AmiTransport,
} from "./ami/transport.ts";
import { REPORT_EVENT } from "./dialplan.ts";
import {
  checkBeforeOriginate,
  originateAction,
  originateFault,
  readExpression,
} from "./originate.ts";
import {
  adoptChannels,
  channelsOf,
  endFromRecords,
  isDialling,
  readChannels,
} from "./reconcile.ts";
import { Tracker, type TrackerTimes } from "./tracker.ts";

export type AsteriskOptions = TrackerTimes & {
  name: string;
  /** dialplan context of leg B where the order names none; absent: the endpoint's own */
  context?: string | undefined;
  originateSlackMs: number;
  /** how often calls that wait for a probe are looked at */
  probeIntervalMs: number;
  now: () => number;
  onFault: (what: string, fault: unknown) => void;
};

/** A `Pbx` over one AMI connection. Keeps a tracker per live call and forgets it with the last channel. */
export class AsteriskPbx implements Pbx {
  readonly name: string;
  readonly #ami: AmiTransport;
  readonly #o: AsteriskOptions;
  readonly #trackers = new Map<string, Tracker>();
  /** ActionID of an accepted Originate → iden, until its OriginateResponse */
  readonly #originates = new Map<string, string>();
  #move: (iden: string, move: Move) => void = () => {};
  #up: () => void = () => {};
  #since: number;
  #version: string | undefined;
  #probe: NodeJS.Timeout | undefined;
  #probing = false;

  constructor(ami: AmiTransport, options: AsteriskOptions) {
    this.name = options.name;
    this.#ami = ami;
    this.#o = options;
    this.#since = options.now();
    ami.onEvent((event) => this.#event(event));
    ami.onState((state) => this.#stateChanged(state));
  }

  health(): PbxHealth {
    return {
      state: this.#ami.state,
      since: this.#since,
      ...(this.#version !== undefined && { version: this.#version }),
      ...(this.#ami.detail !== undefined && { detail: this.#ami.detail }),
    };
  }

  onMove(listener: (iden: string, move: Move) => void): void {
    this.#move = listener;
  }

  onUp(listener: () => void): void {
    this.#up = listener;
  }

  start(): void {
    this.#ami.start();
    this.#probe = setInterval(
      () => this.#probeQuiet(),
      this.#o.probeIntervalMs,
    );
  }

  async stop(): Promise<void> {
    clearInterval(this.#probe);
    for (const tracker of this.#trackers.values()) tracker.close();
    this.#trackers.clear();
    await this.#ami.stop();
  }

  async originate(request: OriginateRequest): Promise<void> {
    const { context, originateSlackMs } = this.#o;
    await checkBeforeOriginate(this.#ami, request);
    this.#track(request.iden);
    try {
      const answer = await this.#ami.send(
        originateAction(
          context === undefined ? request : { context, ...request },
          originateSlackMs,
        ),
      );
      this.#originates.set(answer.get("ActionID") ?? "", request.iden);
    } catch (fault) {
      const told = originateFault(fault);
      // Only where Asterisk itself said no is it sure that no event will come.
      if (told instanceof PbxError && told.kind !== "timeout")
        this.#forget(request.iden);
      throw told;
    }
  }

  async hangup(iden: string): Promise<void> {
    const channels = this.#trackers.get(iden)?.channels ?? [];
    // L;1 takes everything with it; where it was optimised away, each channel is told.
    const targets =
      channels.length === 0 || channels.includes(iden) ? [iden] : channels;
    await Promise.all(targets.map((channel) => this.#hangupChannel(channel)));
  }

  async reconcile(calls: readonly BelievedCall[]): Promise<void> {
    try {
      const channels = await readChannels(this.#ami);
      for (const call of calls) {
        const own = channelsOf(call.iden, channels);
        if (own.length > 0) this.#adopt(call, own);
        else await this.#closeFromRecords(call);
      }
    } catch (fault) {
      throw fault instanceof AmiError
        ? new PbxError("down", fault.message)
        : fault;
    }
  }

  #adopt(call: BelievedCall, channels: readonly AmiMessage[]): void {
    if (this.#trackers.has(call.iden)) return;
    adoptChannels(this.#track(call.iden), call, channels);
  }

  async #closeFromRecords(call: BelievedCall): Promise<void> {
    const { answeredProbeMs, now } = this.#o;
    const { end, at } = await endFromRecords(
      this.#ami,
      call,
      answeredProbeMs,
      now(),
    );
    // The tracker may have learnt the end while AstDB was read.
    this.#forget(call.iden);
    this.#move(call.iden, { at, end });
  }

  #track(iden: string): Tracker {
    const tracker = new Tracker(
      iden,
      {
        move: (move) => this.#move(iden, move),
        done: () => this.#forget(iden),
        now: this.#o.now,
      },
      this.#o,
    );
    this.#trackers.set(iden, tracker);
    return tracker;
  }

  #forget(iden: string): void {
    this.#trackers.get(iden)?.close();
    this.#trackers.delete(iden);
  }

  #event(event: AmiMessage): void {
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
    if (event.get("Response") === "Failure")
      this.#trackers.get(iden)?.refused();
  }

  #trackerOf(event: AmiMessage): Tracker | undefined {
    for (const header of [
      "Linkedid",
      "DestLinkedid",
      "Uniqueid",
      "DestUniqueid",
    ]) {
      const value = event.get(header);
      const tracker =
        value === undefined
          ? undefined
          : this.#trackers.get(value.replace(/-2$/, ""));
      if (tracker !== undefined) return tracker;
    }
    return undefined;
  }

  async #hangupChannel(channel: string): Promise<void> {
    try {
      await this.#ami.send({
        action: "Hangup",
        headers: { Channel: channel, Cause: 16 },
      });
    } catch (fault) {
      if (!(fault instanceof AmiError)) throw fault;
      if (fault.kind === "rejected" && /no such channel/i.test(fault.message))
        return;
      throw new PbxError(
        fault.kind === "rejected" ? "refused" : "down",
        fault.message,
      );
    }
  }

  #stateChanged(state: AmiState): void {
    this.#since = this.#o.now();
    if (state !== "up") return;
    // What a tracker saw before the gap is not the whole story any more.
    for (const iden of [...this.#trackers.keys()]) this.#forget(iden);
    this.#originates.clear();
    this.#readVersion().catch((fault: unknown) =>
      this.#o.onFault("version", fault),
    );
    this.#up();
  }

  async #readVersion(): Promise<void> {
    this.#version = await readExpression(this.#ami, "VERSION()");
  }

  #probeQuiet(): void {
    if (this.#probing || this.#ami.state !== "up") return;
    const quiet = [...this.#trackers.values()].filter(
      (each) => each.wantsProbe,
    );
    if (quiet.length === 0) return;
    this.#probing = true;
    this.#probeNow(quiet)
      .catch((fault: unknown) => this.#o.onFault("probe", fault))
      .finally(() => {
        this.#probing = false;
      });
  }

  async #probeNow(quiet: readonly Tracker[]): Promise<void> {
    const channels = await readChannels(this.#ami);
    for (const tracker of quiet) {
      const first = channels.find(
        (each) => each.get("Uniqueid") === tracker.iden,
      );
      if (first !== undefined && !isDialling(first)) tracker.talk();
    }
  }
}
