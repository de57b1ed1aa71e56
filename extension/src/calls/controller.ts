import type { ServerFrame } from "@ringback/shared/signaling/schema.ts";
import { placeCall } from "../gateway/call.ts";
import { type Credentials, requestChallenge } from "../gateway/challenge.ts";
import { faultSentence, type GatewayFault } from "../gateway/fault.ts";
import { type ChannelState, LiveChannel } from "../gateway/live-channel.ts";
import {
  accepted,
  begun,
  type CurrentCall,
  cancelled,
  channelTurned,
  clockCompared,
  endRefused,
  endRequested,
  failed,
  isLive,
  type LiveState,
  snapshotTaken,
  UNKNOWN_AFTER_MS,
  unfollowed,
  updated,
} from "./state.ts";
import type { LiveStore } from "./store.ts";

/** A call is placed unheard rather than not at all where the live channel does not open. */
const LISTEN_WAIT_MS = 4_000;
/** The socket stays this long after a call, for its last words. */
const LINGER_MS = 5_000;

export type ControllerOptions = {
  store: LiveStore;
  credentials: () => Promise<Credentials>;
  channelAddress: () => Promise<string>;
  onBeat: () => void;
  lingerMs?: number;
  unknownAfterMs?: number;
};

export type WantedCall = Pick<CurrentCall, "number" | "purpose" | "origin">;

/** Places, follows and ends the one call of this browser. All it must remember is in the store. */
export class CallController {
  readonly #options: ControllerOptions;
  readonly #store: LiveStore;
  readonly #channel: LiveChannel;
  /** iden whose `/call` is under way in this very worker. */
  #placing: string | null = null;
  /** See {@link snapshotTaken}: taken when a connection begins. */
  #settled: string | null = null;
  #endSent = false;
  #awaitingOpen: PromiseWithResolvers<void>[] = [];
  #linger: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#channel = new LiveChannel({
      address: () => this.#beginConnection(),
      onFrame: (frame) => void this.#hear(frame),
      onState: (state) => void this.#channelIs(state),
      onRefused: (fault) => void this.#refused(fault),
      onBeat: options.onBeat,
    });
  }

  /** False: another call is still live. Returns as soon as the call is on its way; how it goes is in the store. */
  async place(wanted: WantedCall): Promise<boolean> {
    const iden = crypto.randomUUID().replaceAll("-", "");
    const state = await this.#store.update((before) =>
      isLive(before) ? before : begun(before, { ...wanted, iden }),
    );
    if (state.call?.iden !== iden) return false;
    clearTimeout(this.#linger);
    this.#placing = iden;
    void this.#dial(iden, wanted.number);
    return true;
  }

  async end(): Promise<void> {
    this.#endSent = false;
    this.#pursueEnd(await this.#store.update(endRequested));
  }

  /** After the worker was stopped, or by the watchdog: go on with what is live, rest if nothing is. */
  async resume(): Promise<void> {
    const state = await this.#store.read();
    if (isLive(state)) this.#channel.open();
    else if (state.channel !== "closed") this.#rest();
  }

  /** Forgets the call; the gateway keeps it as it is. */
  close(): void {
    clearTimeout(this.#linger);
    this.#channel.close();
  }

  async #dial(iden: string, destination: string): Promise<void> {
    try {
      const signer = await this.#options.credentials();
      const [challenge] = await Promise.all([
        requestChallenge(signer.gateway, signer.aor),
        this.#listen(),
      ]);
      const { call } = await this.#store.read();
      if (call?.iden === iden && call.endRequested) {
        await this.#change((state) => cancelled(state, iden));
        return;
      }
      await placeCall(signer, challenge, { destination, iden });
      await this.#change((state) => accepted(state, iden));
    } catch (error) {
      const sentence = faultSentence(error);
      await this.#change((state) => failed(state, iden, sentence));
    } finally {
      if (this.#placing === iden) this.#placing = null;
    }
  }

  /** Resolves when the gateway follows our calls or has taken too long; rejects when it will not have us. */
  async #listen(): Promise<void> {
    if (this.#channel.isFollowing) return;
    const opened = Promise.withResolvers<void>();
    this.#awaitingOpen.push(opened);
    const timer = setTimeout(opened.resolve, LISTEN_WAIT_MS);
    this.#channel.open();
    try {
      await opened.promise;
    } finally {
      clearTimeout(timer);
    }
  }

  async #beginConnection(): Promise<string> {
    const { call } = await this.#store.read();
    this.#settled =
      call !== null && call.iden !== this.#placing ? call.iden : null;
    this.#endSent = false;
    return await this.#options.channelAddress();
  }

  async #channelIs(channel: ChannelState): Promise<void> {
    const { unknownAfterMs = UNKNOWN_AFTER_MS } = this.#options;
    const now = Date.now();
    await this.#store.update((state) =>
      channelTurned(state, channel, now, unknownAfterMs),
    );
    if (channel !== "open") return;
    for (const { resolve } of this.#awaitingOpen.splice(0)) resolve();
  }

  async #refused(fault: GatewayFault): Promise<void> {
    for (const { reject } of this.#awaitingOpen.splice(0)) reject(fault);
    await this.#change((state) => unfollowed(state, faultSentence(fault)));
  }

  async #hear(frame: ServerFrame): Promise<void> {
    const settled = this.#settled;
    switch (frame.type) {
      case "call_snapshot": {
        const now = Date.now();
        return await this.#change((state) =>
          snapshotTaken(
            clockCompared(state, frame.timestamp, now),
            {
              calls: frame.data.calls,
              seq: frame.seq,
              at: frame.timestamp,
            },
            settled,
          ),
        );
      }
      case "call_updated":
        return await this.#change((state) =>
          updated(state, frame.data, frame.seq, frame.timestamp),
        );
      case "call_error": {
        const { callId, errorType } = frame.payload;
        const unknown = errorType === "call_not_found";
        return await this.#change((state) =>
          endRefused(state, callId, unknown),
        );
      }
      default:
    }
  }

  async #change(step: (state: LiveState) => LiveState): Promise<void> {
    const state = await this.#store.update(step);
    if (isLive(state)) this.#pursueEnd(state);
    else this.#rest();
  }

  /** The wish to hang up outlives a lost connection and a call that has no id yet. */
  #pursueEnd({ call }: LiveState): void {
    if (call === null || !call.endRequested || this.#endSent) return;
    const { view } = call;
    if (view === null || view.state === "ending" || view.state === "ended")
      return;
    this.#endSent = this.#channel.send({
      type: "call.end",
      payload: { callId: view.callId },
    });
  }

  #rest(): void {
    clearTimeout(this.#linger);
    this.#linger = setTimeout(
      () => void this.#closeIfIdle(),
      this.#options.lingerMs ?? LINGER_MS,
    );
  }

  async #closeIfIdle(): Promise<void> {
    if (!isLive(await this.#store.read())) this.#channel.close();
  }
}
