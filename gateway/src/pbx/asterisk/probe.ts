import type { AmiMessage, AmiTransport } from "./ami/transport.ts";
import { isListening, readChannels } from "./reconcile.ts";
import type { Tracker } from "./tracker.ts";
import type { Trackers } from "./trackers.ts";

type ProbeOptions = {
  /** how often calls that wait for a probe are looked at */
  probeIntervalMs: number;
  onFault: (what: string, fault: unknown) => void;
};

/** Asks Asterisk what A hears where A has answered and nothing more was told: a voicemail, an IVR and a conference send no event. */
export class Probe {
  readonly #ami: AmiTransport;
  readonly #trackers: Trackers;
  readonly #o: ProbeOptions;
  #timer: NodeJS.Timeout | undefined;
  #asking = false;

  constructor(ami: AmiTransport, trackers: Trackers, options: ProbeOptions) {
    this.#ami = ami;
    this.#trackers = trackers;
    this.#o = options;
  }

  start(): void {
    this.#timer = setInterval(() => this.#look(), this.#o.probeIntervalMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (this.#asking || this.#ami.state !== "up") return;
    const quiet = this.#trackers.wantingProbe();
    if (quiet.length === 0) return;
    this.#asking = true;
    this.#ask(quiet)
      .catch((fault: unknown) => this.#o.onFault("probe", fault))
      .finally(() => {
        this.#asking = false;
      });
  }

  async #ask(quiet: readonly Tracker[]): Promise<void> {
    const channels = await readChannels(this.#ami);
    for (const tracker of quiet) talkIfListening(tracker, channels);
  }
}

/** A who listens to something is in a call as good as any. */
export function talkIfListening(
  tracker: Tracker,
  channels: readonly AmiMessage[],
): void {
  const first = channels.find((each) => each.get("Uniqueid") === tracker.iden);
  if (first !== undefined && isListening(first)) tracker.talk();
}
