import type { ServerFrame } from "@ringback/shared/signaling/schema.ts";
import type { WebSocket } from "ws";
import type { CallEvent } from "../../calls/bus.ts";
import type { Calls } from "../../calls/calls.ts";
import { DomainError } from "../../calls/errors.ts";
import { requireScope } from "../session/scope.ts";
import type { Principal } from "../session/tokens.ts";
import { CALL_ERROR_TYPE } from "./errors.ts";
import {
  errorFrame,
  heartbeatFrame,
  readFrame,
  snapshotFrame,
  updatedFrame,
} from "./frames.ts";

/** Config section `live`. */
export type LiveLimits = {
  heartbeatMs: number;
  missedHeartbeats: number;
  framesPerSecond: number;
  maxBufferedBytes: number;
};

/** Close codes: 1000s are the protocol's, 4401 is the signaling API's "log in again". */
const CLOSE = { flooding: 1008, slowReader: 1013, expired: 4401 } as const;
const SECOND_MS = 1000;

/** One user's open socket: this user's calls out, `call.end` in. Bad frames are answered and the socket stays. */
export class LiveSocket {
  readonly principal: Principal;
  readonly #socket: WebSocket;
  readonly #calls: Calls;
  readonly #limits: () => LiveLimits;
  readonly #onFault: (fault: unknown) => void;
  #silentBeats = 0;
  #framesThisSecond = 0;
  #secondBegan = 0;
  #held: CallEvent[] | undefined = [];

  constructor(
    socket: WebSocket,
    principal: Principal,
    calls: Calls,
    limits: () => LiveLimits,
    onFault: (fault: unknown) => void,
  ) {
    this.#socket = socket;
    this.principal = principal;
    this.#calls = calls;
    this.#limits = limits;
    this.#onFault = onFault;
    socket.on("pong", () => {
      this.#silentBeats = 0;
    });
    // Each is answered by the socket itself, so they count as frames.
    socket.on("ping", () => this.#isFlooding());
    socket.on("message", (data, isBinary) => {
      this.#silentBeats = 0;
      if (!this.#isFlooding()) this.#message(isBinary ? "" : String(data));
    });
  }

  /** Sends the snapshot, then whatever happened while it was read. */
  async open(): Promise<void> {
    const { calls, seq } = await this.#calls.liveOf(this.principal.userId);
    this.#send(snapshotFrame(calls, seq));
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of held) if (event.seq > seq) this.event(event);
  }

  /** A committed event of any user; only this user's are sent. */
  event(event: CallEvent): void {
    if (event.userId !== this.principal.userId) return;
    if (this.#held !== undefined) this.#held.push(event);
    else this.#send(updatedFrame(event));
  }

  /** Called every `heartbeatMs`. */
  beat(): void {
    this.#silentBeats += 1;
    if (this.#silentBeats > this.#limits().missedHeartbeats) {
      this.#socket.terminate();
      return;
    }
    this.#socket.ping();
    this.#send(heartbeatFrame("heartbeat"));
  }

  /** Ends the socket because its session is over or no longer valid. */
  expire(): void {
    this.#socket.close(CLOSE.expired, "session ended");
  }

  #message(text: string): void {
    const order = readFrame(text);
    switch (order.kind) {
      case "heartbeat":
        this.#send(heartbeatFrame("heartbeat.ack"));
        break;
      case "end":
        this.#end(order.callId).catch(this.#onFault);
        break;
      case "not_incoming":
        this.#send(
          errorFrame(order.callId, "invalid_status", "Not an incoming call"),
        );
        break;
      case "bad":
        this.#send(errorFrame(order.callId, "parse_error", order.message));
        break;
      case "ignored":
        break;
    }
  }

  async #end(callId: string): Promise<void> {
    try {
      requireScope(this.principal, "live");
      const found = await this.#calls.find(callId);
      if (found === undefined) {
        throw new DomainError(
          "not_found",
          "call_not_found",
          "There is no such call",
        );
      }
      if (found.call.user_id !== this.principal.userId) {
        throw new DomainError("forbidden", "not_yours", "Not your call");
      }
      await this.#calls.end(callId);
    } catch (fault) {
      this.#refuse(callId, fault);
    }
  }

  #refuse(callId: string, fault: unknown): void {
    if (fault instanceof DomainError) {
      this.#send(
        errorFrame(callId, CALL_ERROR_TYPE[fault.kind], fault.message),
      );
      return;
    }
    this.#onFault(fault);
    this.#send(errorFrame(callId, "service_error", "Internal error"));
  }

  #isFlooding(): boolean {
    const now = Date.now();
    if (now - this.#secondBegan >= SECOND_MS) {
      this.#secondBegan = now;
      this.#framesThisSecond = 0;
    }
    this.#framesThisSecond += 1;
    if (this.#framesThisSecond <= this.#limits().framesPerSecond) return false;
    this.#send(errorFrame("", "service_error", "Too many frames"));
    this.#socket.close(CLOSE.flooding, "too many frames");
    return true;
  }

  #send(frame: ServerFrame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    // A reader this slow gets a fresh snapshot when it comes back; holding its frames would be our memory.
    if (this.#socket.bufferedAmount > this.#limits().maxBufferedBytes) {
      this.#socket.close(CLOSE.slowReader, "reading too slowly");
      return;
    }
    this.#socket.send(JSON.stringify(frame));
  }
}
