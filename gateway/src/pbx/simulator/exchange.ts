import type { Fields } from "./ami-message.ts";
import { Bridge } from "./bridge.ts";
import { causeText } from "./causes.ts";
import type { Channel, ChannelState } from "./channel.ts";

type Tell = (name: string, eventClass: string, fields: Fields) => void;

/** The living channels, and everything that can happen to them as the events AMI tells of it. */
export class Exchange {
  readonly #tell: Tell;
  readonly #channels = new Map<string, Channel>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #channelCount = 0;
  #localCount = 0;
  #phoneCount = 0;
  processedCalls = 0;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  get channels(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  /** By unique id or name, as AMI's `Channel` header may hold either. */
  find(idOrName: string): Channel | undefined {
    return (
      this.#channels.get(idOrName) ??
      this.channels.find((channel) => channel.name === idOrName)
    );
  }

  /** Runs `then` later; the returned function forgets it. `stop()` forgets all. */
  after(ms: number, then: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, ms);
    this.#timers.add(timer);
    return () => {
      clearTimeout(timer);
      this.#timers.delete(timer);
    };
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#channels.clear();
  }

  nextUniqueId(): string {
    return `simulator-${Math.floor(Date.now() / 1_000)}.${this.#channelCount++}`;
  }

  /** `Local/<destination>@<context>-<number>`, to which a half adds `;1` or `;2`. */
  nextLocalName(destination: string): string {
    return `Local/${destination}-${hex8(this.#localCount++)}`;
  }

  nextPhoneName(endpoint: string): string {
    return `PJSIP/${endpoint}-${hex8(this.#phoneCount++)}`;
  }

  open(channel: Channel): void {
    this.#channels.set(channel.uniqueId, channel);
    this.#tell("Newchannel", "call", channel.fields());
  }

  become(channel: Channel, state: ChannelState): void {
    channel.state = state;
    this.#tell("Newstate", "call", channel.fields());
  }

  callerId(channel: Channel, number: string, name: string): void {
    channel.caller = { number, name };
    this.#tell("NewCallerid", "call", [
      ...channel.fields(),
      ["CID-CallingPres", "0 (Presentation Allowed, Not Screened)"],
    ]);
  }

  joinLocal(one: Channel, two: Channel, optimize: boolean): void {
    this.#tell("LocalBridge", "call", [
      ...one.fields("LocalOne"),
      ...two.fields("LocalTwo"),
      ["Context", two.context],
      ["Exten", two.exten],
      ["LocalOptimization", optimize ? "Yes" : "No"],
    ]);
  }

  optimization(
    step: "Begin" | "End",
    one: Channel,
    two: Channel,
    source: Channel,
  ): void {
    this.#tell(`LocalOptimization${step}`, "call", [
      ...one.fields("LocalOne"),
      ...two.fields("LocalTwo"),
      ...(step === "Begin" ? source.fields("Source") : []),
      // Asterisk says No here although it worked.
      step === "Begin" ? ["DestUniqueId", two.uniqueId] : ["Success", "No"],
      ["Id", 0],
    ]);
  }

  dialBegin(from: Channel | undefined, to: Channel, dialString: string): void {
    this.#dial("DialBegin", from, to, ["DialString", dialString]);
  }

  dialState(from: Channel | undefined, to: Channel, status: string): void {
    this.#dial("DialState", from, to, ["DialStatus", status]);
  }

  dialEnd(from: Channel | undefined, to: Channel, status: string): void {
    this.#dial("DialEnd", from, to, ["DialStatus", status]);
  }

  createBridge(): Bridge {
    const bridge = new Bridge();
    this.#tell("BridgeCreate", "call", bridge.fields());
    return bridge;
  }

  enter(bridge: Bridge, channel: Channel): void {
    bridge.channels.add(channel);
    channel.bridge = bridge;
    this.#tell("BridgeEnter", "call", [
      ...bridge.fields(),
      ...channel.fields(),
    ]);
  }

  /** Takes the channel out of its bridge, if it is in one; the last to leave ends the bridge. */
  leave(channel: Channel): void {
    const { bridge } = channel;
    if (bridge === undefined) return;
    bridge.channels.delete(channel);
    channel.bridge = undefined;
    this.#tell("BridgeLeave", "call", [
      ...bridge.fields(),
      ...channel.fields(),
    ]);
    if (bridge.channels.size === 0)
      this.#tell("BridgeDestroy", "call", bridge.fields());
  }

  hold(channel: Channel, on: boolean): void {
    this.#tell(on ? "Hold" : "Unhold", "call", [
      ...channel.fields(),
      ["MusicClass", on ? "default" : undefined],
    ]);
  }

  /** Before anybody leaves the bridge the two are in. */
  blindTransfer(from: Channel, other: Channel, extension: string): void {
    this.#tell("BlindTransfer", "call", [
      ["Result", "Success"],
      ...from.fields("Transferer"),
      ...other.fields("Transferee"),
      ...(from.bridge?.fields() ?? []),
      ["IsExternal", "Yes"],
      ["Context", "from-internal"],
      ["Extension", extension],
    ]);
  }

  hangupRequest(channel: Channel, cause: number, sip?: number): void {
    this.#tell("HangupRequest", "call", [
      ...channel.fields(),
      ["Cause", cause],
      ["TechCause", sip],
    ]);
  }

  softHangup(channel: Channel): void {
    this.#tell("SoftHangupRequest", "call", [
      ...channel.fields(),
      ["Cause", 16],
    ]);
  }

  close(channel: Channel, cause: number, sip?: number): void {
    this.#channels.delete(channel.uniqueId);
    channel.onClosed();
    this.#tell("Hangup", "call", [
      ...channel.fields(),
      ["Cause", cause],
      ["Cause-txt", causeText(cause)],
      ["TechCause", sip],
    ]);
  }

  userEvent(channel: Channel, name: string, fields: Fields): void {
    this.#tell("UserEvent", "user", [
      ...channel.fields(),
      ["UserEvent", name],
      ...fields,
    ]);
  }

  originateResponse(fields: Fields): void {
    this.#tell("OriginateResponse", "call", fields);
  }

  #dial(
    name: string,
    from: Channel | undefined,
    to: Channel,
    detail: Fields[number],
  ): void {
    this.#tell(name, "call", [
      ...(from?.fields() ?? []),
      ...to.fields("Dest"),
      detail,
    ]);
  }
}

function hex8(count: number): string {
  return count.toString(16).padStart(8, "0");
}
