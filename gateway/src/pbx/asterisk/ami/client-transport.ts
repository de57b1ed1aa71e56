import { randomBytes } from "node:crypto";
import { Backoff } from "./backoff.ts";
import type { OutgoingAction } from "./connection.ts";
import { AmiConnector } from "./connector.ts";
import { Delivery } from "./delivery.ts";
import { isolate } from "./isolate.ts";
import { LoginRefused } from "./login.ts";
import type { WireMessage } from "./message.ts";
import { PendingActions } from "./pending.ts";
import { serialize } from "./serializer.ts";
import { AmiSession } from "./session.ts";
import {
  type AmiAction,
  AmiError,
  type AmiMessage,
  type AmiOptions,
  type AmiState,
  type AmiStats,
  type AmiTransport,
} from "./transport.ts";
import { Watchdog } from "./watchdog.ts";

/** `AmiTransport` over asterisk-ami-client on our own connections. One login at a time, tried again for ever until `stop()`. */
export class ClientTransport implements AmiTransport {
  #state: AmiState = "down";
  #detail: string | undefined = "not started";
  readonly #options: AmiOptions;
  readonly #backoff: Backoff;
  readonly #delivery = new Delivery();
  readonly #pending: PendingActions;
  readonly #eventListeners: ((event: AmiMessage) => void)[] = [];
  readonly #stateListeners: ((state: AmiState) => void)[] = [];
  readonly #prefix = `rb-${randomBytes(4).toString("hex")}-`;
  #counter = 0;
  #events = 0;
  #connects = 0;
  #dropsOfPast = 0;
  #session: AmiSession | undefined;
  #watchdog: Watchdog | undefined;
  #upSince = 0;
  #retry: NodeJS.Timeout | undefined;
  #run: AbortController | undefined;

  constructor(options: AmiOptions) {
    this.#options = options;
    this.#pending = new PendingActions(options.maxListItems);
    this.#backoff = new Backoff(options.backoffMinMs, options.backoffMaxMs);
  }

  get state(): AmiState {
    return this.#state;
  }

  get detail(): string | undefined {
    return this.#detail;
  }

  stats(): AmiStats {
    return {
      actions: this.#counter,
      timeouts: this.#pending.timeouts,
      events: this.#events,
      parseDrops: this.#dropsOfPast + (this.#session?.parseDrops ?? 0),
      connects: this.#connects,
    };
  }

  start(): void {
    if (this.#run !== undefined) return;
    this.#run = new AbortController();
    this.#detail = "connecting for the first time";
    this.#attempt(this.#run.signal);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#retry);
    this.#run?.abort();
    this.#run = undefined;
    if (this.#session?.closeReason === undefined)
      this.#session?.send(this.#action({ action: "Logoff" }));
    this.#session?.close("stopped");
    this.#down("stopped");
  }

  onEvent(listener: (event: AmiMessage) => void): void {
    this.#eventListeners.push(listener);
  }

  onState(listener: (state: AmiState) => void): void {
    this.#stateListeners.push(listener);
  }

  async send(action: AmiAction, timeoutMs?: number): Promise<AmiMessage> {
    this.#admit();
    return this.#order(action, timeoutMs);
  }

  async list(action: AmiAction, timeoutMs?: number): Promise<AmiMessage[]> {
    this.#admit();
    const id = this.#write(action);
    return this.#pending.listOf(id, timeoutMs ?? this.#options.actionTimeoutMs);
  }

  #admit(): void {
    if (this.#state !== "up")
      throw new AmiError("down", `not connected: ${this.#detail}`);
    if (this.#pending.size >= this.#options.maxPending)
      throw new AmiError("down", "too many actions wait for an answer");
  }

  async #order(action: AmiAction, timeoutMs?: number): Promise<AmiMessage> {
    const id = this.#write(action);
    return this.#pending.answerTo(
      id,
      timeoutMs ?? this.#options.actionTimeoutMs,
    );
  }

  /** Returns the ActionID under which the answer will come. */
  #write(action: AmiAction): string {
    const outgoing = this.#action(action);
    const session = this.#session;
    if (session === undefined || session.closeReason !== undefined)
      throw new AmiError("down", "not connected");
    session.send(outgoing);
    return outgoing.ActionID;
  }

  #action(action: AmiAction): OutgoingAction {
    const ActionID = `${this.#prefix}${this.#counter + 1}`;
    const wire = serialize(action, ActionID);
    this.#counter++;
    return { ActionID, wire };
  }

  #attempt(signal: AbortSignal): void {
    this.#become("connecting", this.#detail);
    AmiSession.open(new AmiConnector(this.#options, signal), {
      event: (message) => this.#event(message),
      response: (message) => this.#response(message),
      closed: (reason) => {
        this.#delivery.push({
          answer: false,
          run: () => this.#lost(reason, signal),
        });
      },
    }).then(
      (session) => this.#opened(session, signal),
      (error: unknown) => this.#failed(error, signal),
    );
  }

  #opened(session: AmiSession, signal: AbortSignal): void {
    if (signal.aborted) session.close("stopped");
    const { closeReason } = session;
    if (closeReason !== undefined) {
      this.#failed(new Error(closeReason), signal);
      return;
    }
    const { pingIntervalMs, pingTimeoutMs } = this.#options;
    this.#session = session;
    this.#connects++;
    this.#upSince = Date.now();
    this.#watchdog = new Watchdog(
      pingIntervalMs,
      () => this.#ping(pingTimeoutMs),
      () => session.close(`no answer to Ping in ${pingTimeoutMs} ms`),
    );
    this.#become("up", undefined);
    session.release();
  }

  async #ping(timeoutMs: number): Promise<void> {
    try {
      await this.#order({ action: "Ping" }, timeoutMs);
    } catch (error) {
      // Refused is a sign of life as well.
      if (!(error instanceof AmiError && error.kind === "rejected"))
        throw error;
    }
  }

  #failed(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#down(error instanceof Error ? error.message : "connecting failed");
    const refused = error instanceof LoginRefused;
    this.#again(
      refused ? this.#options.refusedRetryMs : this.#backoff.next(),
      signal,
    );
  }

  #lost(reason: string, signal: AbortSignal): void {
    if (signal.aborted || this.#session === undefined) return;
    // A peer that takes logins and hangs up at once must not be hammered.
    if (Date.now() - this.#upSince > this.#options.backoffMaxMs)
      this.#backoff.reset();
    this.#down(reason);
    this.#again(this.#backoff.next(), signal);
  }

  #again(waitMs: number, signal: AbortSignal): void {
    this.#retry = setTimeout(() => this.#attempt(signal), waitMs);
  }

  #down(reason: string): void {
    this.#watchdog?.stop();
    this.#dropsOfPast += this.#session?.parseDrops ?? 0;
    this.#session = undefined;
    this.#become("down", reason);
    this.#pending.failAll(new AmiError("down", reason));
  }

  #become(state: AmiState, detail: string | undefined): void {
    this.#detail = detail;
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) isolate(() => listener(state));
  }

  #response(message: WireMessage): void {
    this.#delivery.push({
      answer: true,
      run: () => this.#pending.response(message),
    });
  }

  #event(message: WireMessage): void {
    this.#events++;
    if (this.#pending.hasList(message.ActionID))
      this.#delivery.push({
        answer: true,
        run: () => this.#pending.listItem(message),
      });
    else
      this.#delivery.push({
        answer: false,
        run: () => {
          for (const listener of this.#eventListeners)
            isolate(() => listener(message));
        },
      });
  }
}
