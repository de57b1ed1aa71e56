import { PbxError } from "../port.ts";
import {
  AmiError,
  type AmiMessage,
  type AmiTransport,
} from "./ami/transport.ts";
import type { Tracker } from "./tracker.ts";

/** Hangs calls up, also those whose first channel Asterisk has accepted and not yet made. */
export class HangUps {
  readonly #ami: AmiTransport;
  readonly #onFault: (what: string, fault: unknown) => void;
  /** idens to be hung up as soon as there is something to hang up */
  readonly #doomed = new Set<string>();

  constructor(
    ami: AmiTransport,
    onFault: (what: string, fault: unknown) => void,
  ) {
    this.#ami = ami;
    this.#onFault = onFault;
  }

  /** Rejects with PbxError where Asterisk refuses or cannot be told. */
  async hangUp(iden: string, tracker: Tracker | undefined): Promise<void> {
    const channels = tracker?.channels ?? [];
    // Accepted is not made: without a channel there is nothing yet to hang up, but there will be.
    if (tracker?.isWaiting) this.#doomed.add(iden);
    // L;1 takes everything with it; where it was optimised away, each channel is told.
    if (await this.#channel(iden)) return;
    const others = channels.filter((channel) => channel !== iden);
    await Promise.all(others.map((channel) => this.#channel(channel)));
  }

  event(event: AmiMessage): void {
    const iden = event.get("Uniqueid") ?? "";
    if (event.get("Event") !== "Newchannel" || !this.#doomed.delete(iden)) {
      return;
    }
    this.#channel(iden).catch((fault: unknown) =>
      this.#onFault("hangup", fault),
    );
  }

  /** The call is over. */
  forget(iden: string): void {
    this.#doomed.delete(iden);
  }

  forgetAll(): void {
    this.#doomed.clear();
  }

  /** Whether it was there. */
  async #channel(channel: string): Promise<boolean> {
    try {
      await this.#ami.send({
        action: "Hangup",
        headers: { Channel: channel, Cause: 16 },
      });
      return true;
    } catch (fault) {
      if (!(fault instanceof AmiError)) throw fault;
      if (fault.kind === "rejected" && /no such channel/i.test(fault.message))
        return false;
      throw new PbxError(
        fault.kind === "rejected" ? "refused" : "down",
        fault.message,
      );
    }
  }
}
