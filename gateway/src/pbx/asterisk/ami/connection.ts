import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import type { WireMessage } from "./message.ts";
import { AmiParser } from "./parser.ts";

/** Asterisk says nothing but answers before the login is through; a peer that floods is none. */
const MAX_HELD = 10_000;

/** An action as asterisk-ami-client hands it on: it looks at `ActionID` only. */
export type OutgoingAction = { ActionID: string; wire: string };

/**
 * One socket to Asterisk, in the shape asterisk-ami-client expects of a connection: it emits `event` and `response` with a
 * `WireMessage`, and `close` once. What arrives before `release()` is held, so that nothing behind the login answer is lost.
 */
export class AmiConnection extends EventEmitter {
  /** Why it was closed; undefined while open. Holds no secret. */
  closeReason: string | undefined;
  readonly #socket: Socket;
  readonly #parser: AmiParser;
  #held: WireMessage[] | undefined = [];
  #banner = Promise.withResolvers<string>();
  #asked: { id: string; answer: PromiseWithResolvers<WireMessage> } | undefined;

  constructor(socket: Socket, maxMessageBytes: number) {
    super();
    this.#socket = socket;
    this.#banner.promise.catch(() => undefined);
    this.#parser = new AmiParser({
      maxMessageBytes,
      onBanner: (line) => this.#banner.resolve(line),
      onMessage: (message) => this.#receive(message),
    });
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.on("data", (chunk) => this.#parser.push(chunk));
    socket.on("error", (error) => this.close(error.message));
    socket.on("close", () => this.close("closed by Asterisk"));
  }

  get isConnected(): boolean {
    return this.closeReason === undefined;
  }

  get parseDrops(): number {
    return this.#parser.drops;
  }

  /** The line Asterisk greets with. Rejects when the connection goes first. */
  banner(): Promise<string> {
    return this.#banner.promise;
  }

  /** One action and its answer, before `release()`. Rejects when the connection goes first. */
  ask(id: string, wire: string): Promise<WireMessage> {
    const answer = Promise.withResolvers<WireMessage>();
    if (!this.isConnected) answer.reject(new Error(this.closeReason));
    this.#asked = { id, answer };
    this.#socket.write(wire);
    return answer.promise;
  }

  /** Emits what was held, and from now on everything as it arrives. */
  release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const message of held) if (this.isConnected) this.#tell(message);
  }

  write(action: OutgoingAction): void {
    if (!this.isConnected) return;
    // What is asked in one go leaves in one packet, and Asterisk reads it at once.
    if (this.#socket.writableCorked === 0) {
      this.#socket.cork();
      process.nextTick(() => this.#socket.uncork());
    }
    this.#socket.write(action.wire);
  }

  close(reason = "closed by us"): void {
    if (!this.isConnected) return;
    this.closeReason = reason;
    // A Logoff of this moment is still to leave.
    this.#socket.uncork();
    this.#socket.destroy();
    this.#banner.reject(new Error(reason));
    this.#asked?.answer.reject(new Error(reason));
    this.emit("close");
  }

  #receive(message: WireMessage): void {
    if (!this.isConnected) return;
    if (
      this.#asked !== undefined &&
      message.Response !== undefined &&
      message.ActionID === this.#asked.id
    ) {
      const { answer } = this.#asked;
      this.#asked = undefined;
      answer.resolve(message);
    } else if (this.#held === undefined) this.#tell(message);
    else if (this.#held.length < MAX_HELD) this.#held.push(message);
    else this.close("floods before the login");
  }

  #tell(message: WireMessage): void {
    if (message.Event !== undefined) this.emit("event", message);
    else if (message.Response !== undefined) this.emit("response", message);
  }
}
