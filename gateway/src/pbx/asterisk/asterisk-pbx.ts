import {
  type Availability,
  type BelievedCall,
  type Move,
  type OriginateRequest,
  type Party,
  type Pbx,
  PbxError,
  type PbxHealth,
} from "../port.ts";
import {
  type AmiAction,
  AmiError,
  type AmiMessage,
  type AmiState,
  type AmiTransport,
} from "./ami/transport.ts";
import { checkBeforeProgram, readAvailability } from "./availability.ts";
import { HangUps } from "./hang-ups.ts";
import {
  checkBeforeOriginate,
  originateAction,
  originateFault,
  readExpression,
} from "./originate.ts";
import { Probe, talkIfListening } from "./probe.ts";
import { type ProgramSettings, programAction } from "./program.ts";
import {
  adoptChannels,
  channelsOf,
  movesFromRecords,
  readChannels,
} from "./reconcile.ts";
import type { TrackerTimes } from "./tracker-ports.ts";
import { Trackers } from "./trackers.ts";

export type AsteriskOptions = TrackerTimes &
  ProgramSettings & {
    name: string;
    /** dialplan context of leg B where the order names none; absent: the endpoint's own */
    context?: string | undefined;
    /** how often calls that wait for a probe are looked at */
    probeIntervalMs: number;
    now: () => number;
    /** every change of the connection; `detail` says why it is down */
    onConnection: (health: PbxHealth) => void;
    onFault: (what: string, fault: unknown) => void;
  };

/** for the ways to Asterisk and back before an Originate is accepted */
const STARTING_MS = 10_000;

/** A `Pbx` over one AMI connection. Keeps a tracker per live call and forgets it with the last channel. */
export class AsteriskPbx implements Pbx {
  readonly name: string;
  readonly #ami: AmiTransport;
  readonly #o: AsteriskOptions;
  readonly #trackers: Trackers;
  readonly #hangUps: HangUps;
  readonly #probe: Probe;
  /** events since the channels were first asked for: a list tells of a moment that is past when it has been read */
  #meanwhile: AmiMessage[] = [];
  #asking = 0;
  #move: (iden: string, move: Move) => void = () => {};
  #up: () => void = () => {};
  #since: number;
  #version: string | undefined;

  constructor(ami: AmiTransport, options: AsteriskOptions) {
    this.name = options.name;
    this.#ami = ami;
    this.#o = options;
    this.#since = options.now();
    this.#hangUps = new HangUps(ami, options.onFault);
    this.#trackers = new Trackers(options, options.now, (iden, move) => {
      if (move.end !== undefined) this.#hangUps.forget(iden);
      this.#move(iden, move);
    });
    this.#probe = new Probe(ami, this.#trackers, options);
    ami.onEvent((event) => {
      this.#trackers.event(event);
      if (this.#asking > 0) this.#meanwhile.push(event);
      this.#hangUps.event(event);
    });
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
    this.#probe.start();
  }

  async stop(): Promise<void> {
    this.#probe.stop();
    this.#trackers.forgetAll();
    await this.#ami.stop();
  }

  async originate(
    request: OriginateRequest,
    written?: Promise<unknown>,
  ): Promise<void> {
    // Asked while the disk writes.
    const checked = this.#checkedAction(request);
    checked.catch(() => undefined);
    await written;
    const action = await checked;
    this.#trackers.open(request.iden);
    try {
      const answer = await this.#ami.send(action);
      this.#trackers.originated(answer.get("ActionID") ?? "", request.iden);
    } catch (fault) {
      const told = originateFault(fault);
      // Only where Asterisk itself said no is it sure that no event will come.
      if (!(told instanceof PbxError && told.kind === "timeout")) {
        this.#trackers.forget(request.iden);
      }
      throw told;
    }
  }

  async availability(query: {
    a: Party;
    b: Party;
  }): Promise<{ a: Availability; b: Availability }> {
    return await readAvailability(this.#ami, query, this.#o);
  }

  async hangup(iden: string): Promise<void> {
    await this.#hangUps.hangUp(iden, this.#trackers.get(iden));
  }

  async reconcile(calls: readonly BelievedCall[]): Promise<void> {
    this.#asking++;
    const since = this.#meanwhile.length;
    try {
      const channels = await readChannels(this.#ami);
      const later = this.#meanwhile.slice(since);
      // Those that live at once: what they tell while others are read up would be told to nobody.
      const gone = calls.filter((call) => {
        const own = channelsOf(call.iden, channels);
        if (own.length > 0) this.#adopt(call, own, later);
        return own.length === 0 && !this.#isStarting(call);
      });
      for (const call of gone) await this.#closeFromRecords(call);
    } catch (fault) {
      throw fault instanceof AmiError
        ? new PbxError("down", fault.message)
        : fault;
    } finally {
      this.#asking--;
      if (this.#asking === 0) this.#meanwhile = [];
    }
  }

  /** The order in Asterisk's words. Rejects with PbxError for what is known before anything rings. */
  async #checkedAction(request: OriginateRequest): Promise<AmiAction> {
    const { context, originateSlackMs } = this.#o;
    const { program, isAvailable = false } = request;
    if (program !== undefined) {
      const action = programAction(request, program, this.#o);
      if (!isAvailable) await checkBeforeProgram(this.#ami, program, this.#o);
      return action;
    }
    await checkBeforeOriginate(this.#ami, request);
    return originateAction(
      context === undefined ? request : { context, ...request },
      originateSlackMs,
    );
  }

  #adopt(
    call: BelievedCall,
    channels: readonly AmiMessage[],
    later: readonly AmiMessage[],
  ): void {
    const known = this.#trackers.get(call.iden);
    if (known === undefined) {
      adoptChannels(this.#trackers.open(call.iden), call, channels);
      this.#trackers.replay(call.iden, later);
      return;
    }
    // One that was watched has heard what went on meanwhile: what ended since is not there any more.
    const gone = new Set(
      later
        .filter((event) => event.get("Event") === "Hangup")
        .map((event) => event.get("Uniqueid")),
    );
    const left = channels.filter((each) => !gone.has(each.get("Uniqueid")));
    adoptChannels(known, call, left);
    // Asked of a call that was watched all along, the answer is no passing state.
    talkIfListening(known, left);
  }

  /** Accepted a moment ago: Asterisk makes the channels after its answer. */
  #isStarting({ iden, createdAt }: BelievedCall): boolean {
    const { now, originateSlackMs } = this.#o;
    // The clock may have been set back since: what lies in the future is not young.
    const age = Math.abs(now() - createdAt);
    return (
      this.#trackers.get(iden)?.isWaiting === true &&
      age < STARTING_MS + originateSlackMs
    );
  }

  async #closeFromRecords(call: BelievedCall): Promise<void> {
    const { answeredProbeMs, now } = this.#o;
    const moves = await movesFromRecords(
      this.#ami,
      call,
      answeredProbeMs,
      now(),
    );
    // The tracker may have learnt the end while AstDB was read.
    this.#trackers.forget(call.iden);
    this.#hangUps.forget(call.iden);
    for (const move of moves) this.#move(call.iden, move);
  }

  #stateChanged(state: AmiState): void {
    this.#since = this.#o.now();
    this.#o.onConnection(this.health());
    if (state !== "up") return;
    // What a tracker saw before the gap is not the whole story any more.
    this.#trackers.forgetAll();
    this.#hangUps.forgetAll();
    this.#readVersion().catch((fault: unknown) =>
      this.#o.onFault("version", fault),
    );
    this.#up();
  }

  async #readVersion(): Promise<void> {
    this.#version = await readExpression(this.#ami, "VERSION()");
  }
}
