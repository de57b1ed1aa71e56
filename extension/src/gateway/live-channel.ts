import { isServerFrame } from "@ringback/shared/generated/validators.js";
import type { ServerFrame } from "@ringback/shared/signaling/schema.ts";
import { type FaultKind, GatewayFault } from "./fault.ts";

/** Below the 30 s of idleness after which Chrome stops a service worker; socket traffic counts as activity. */
const HEARTBEAT_MS = 20_000;
/** Nothing heard for so many beats: the connection is dead though nobody said so. */
const SILENT_BEATS = 2.5;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 20_000;

/** Trying again cannot help. */
const HOPELESS: readonly FaultKind[] = [
  "signed_out",
  "sign_in_refused",
  "address",
  "not_a_gateway",
];

export type ChannelState = "closed" | "connecting" | "open";

type ClientFrame =
  | { type: "heartbeat"; payload: object }
  | { type: "call.end"; payload: { callId: string } };

export type ChannelOptions = {
  /** A new address with an unused ticket, for each attempt. */
  address: () => Promise<string>;
  onFrame: (frame: ServerFrame) => void;
  onState: (state: ChannelState) => void;
  /** Given up; the channel is closed. */
  onRefused: (fault: GatewayFault) => void;
  onBeat?: () => void;
  heartbeatMs?: number;
  random?: () => number;
};

/** One socket that stays open while wanted: reconnects with backoff and jitter, beats, and drops a silent connection. */
export class LiveChannel {
  readonly #options: ChannelOptions;
  #socket: WebSocket | undefined;
  #wanted = false;
  #attempt = 0;
  /** Which attempt is the current one; late answers of earlier ones are ignored. */
  #generation = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #beat: ReturnType<typeof setInterval> | undefined;
  #heardAt = 0;
  #following = false;

  constructor(options: ChannelOptions) {
    this.#options = options;
  }

  /** Idempotent: an open channel stays as it is, a waiting one tries at once. */
  open(): void {
    if (this.#socket !== undefined) return;
    if (this.#wanted && this.#retry === undefined) return;
    this.#wanted = true;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    void this.#connect();
  }

  /** Connected, and the gateway has told what is live. */
  get isFollowing(): boolean {
    return this.#following;
  }

  close(): void {
    this.#wanted = false;
    this.#attempt = 0;
    this.#generation += 1;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#drop();
    this.#options.onState("closed");
  }

  /** False: not connected, nothing was sent. */
  send(frame: ClientFrame): boolean {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  async #connect(): Promise<void> {
    this.#generation += 1;
    const generation = this.#generation;
    this.#options.onState("connecting");
    let address: string;
    try {
      address = await this.#options.address();
    } catch (error) {
      if (generation === this.#generation) this.#failed(error);
      return;
    }
    if (generation === this.#generation) this.#attach(address, generation);
  }

  #attach(address: string, generation: number): void {
    const socket = new WebSocket(address);
    this.#socket = socket;
    const current = () => generation === this.#generation;
    this.#heardAt = Date.now();
    const every = this.#options.heartbeatMs ?? HEARTBEAT_MS;
    this.#beat = setInterval(() => this.#heartbeat(), every);
    socket.onmessage = (event) => {
      if (current()) this.#receive(event.data);
    };
    socket.onclose = () => {
      if (!current()) return;
      this.#drop();
      this.#scheduleRetry();
    };
  }

  #receive(data: unknown): void {
    this.#heardAt = Date.now();
    const frame = typeof data === "string" ? parse(data) : undefined;
    if (!isServerFrame(frame)) return;
    // Only the snapshot says that the gateway follows this user's calls; an open socket alone does not.
    if (frame.type === "call_snapshot") {
      this.#attempt = 0;
      this.#following = true;
      this.#options.onState("open");
    }
    this.#options.onFrame(frame);
  }

  #heartbeat(): void {
    this.#options.onBeat?.();
    const every = this.#options.heartbeatMs ?? HEARTBEAT_MS;
    if (Date.now() - this.#heardAt > SILENT_BEATS * every) {
      this.#drop();
      this.#scheduleRetry();
      return;
    }
    this.send({ type: "heartbeat", payload: {} });
  }

  #failed(error: unknown): void {
    const refused =
      error instanceof GatewayFault && HOPELESS.includes(error.kind);
    if (!refused) {
      const after =
        error instanceof GatewayFault ? error.retryAfterSeconds : undefined;
      this.#scheduleRetry((after ?? 0) * 1000);
      return;
    }
    this.close();
    this.#options.onRefused(error);
  }

  #scheduleRetry(atLeastMs = 0): void {
    if (!this.#wanted) return;
    this.#generation += 1;
    this.#options.onState("connecting");
    const ceiling = Math.min(
      FIRST_RETRY_MS * 2 ** this.#attempt,
      LONGEST_RETRY_MS,
    );
    this.#attempt += 1;
    // Half fixed, half random: nobody waits zero, and a restarted gateway is not met by everybody at once.
    const random = (this.#options.random ?? Math.random)();
    const wait = Math.max(atLeastMs, ceiling / 2 + (ceiling / 2) * random);
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      void this.#connect();
    }, wait);
  }

  #drop(): void {
    clearInterval(this.#beat);
    this.#following = false;
    const socket = this.#socket;
    this.#socket = undefined;
    if (socket === undefined) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
