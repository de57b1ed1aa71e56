import type { CallController } from "../calls/controller.ts";
import {
  type ClickOrigin,
  isDismissible,
  type PendingCall,
} from "../calls/state.ts";
import type { LiveStore } from "../calls/store.ts";
import { isForeignOrPremium, readDialString } from "../dialing/dial-string.ts";
import { GatewayFault } from "../gateway/fault.ts";
import type { Answer, ClickOutcome } from "../messages.ts";
import { homeCountry, type Settings } from "../settings/schema.ts";
import { readSettings } from "../settings/store.ts";
import { notifyNotANumber } from "./effects.ts";
import { openPopup, openWelcome } from "./windows.ts";

const BUSY = "Another call is still live. End it first.";
const done: Answer<null> = { ok: true, value: null };

/** The ways to a call: dialled by the person, tested, clicked on a page, chosen from the menu, confirmed. */
export class CallDesk {
  readonly #controller: CallController;
  readonly #store: LiveStore;

  constructor(controller: CallController, store: LiveStore) {
    this.#controller = controller;
    this.#store = store;
  }

  dial(number: string): Promise<Answer<null>> {
    return this.#place({ number, purpose: "dial", origin: null });
  }

  async test(): Promise<Answer<null>> {
    const { account } = await readSettings();
    if (account === null) throw new GatewayFault("signed_out");
    return await this.#place({
      number: account.extension,
      purpose: "test",
      origin: null,
    });
  }

  /** From a page script: what the settings want asked first waits for a yes in our own window. */
  async clicked(
    e164: string,
    origin: ClickOrigin,
    site: string | null,
  ): Promise<Answer<ClickOutcome>> {
    const settings = await readSettings();
    if (settings.account === null) throw new GatewayFault("signed_out");
    if (mustAsk(settings, e164)) {
      await this.#ask({ number: e164, site, origin });
      return { ok: true, value: "asked" };
    }
    const placed = await this.#place({ number: e164, purpose: "dial", origin });
    return placed.ok ? { ok: true, value: "placed" } : placed;
  }

  /** From the context menu, where the person saw the text but not yet the number it stands for. */
  async chosen(text: string): Promise<void> {
    const settings = await readSettings();
    if (settings.account === null) return await openWelcome();
    const read = readDialString(text, homeCountry(settings));
    if (read.kind === "empty" || read.kind === "invalid")
      return await notifyNotANumber(text);
    await this.#ask({ number: read.number, site: null, origin: null });
  }

  /** A yes holds for the number that was shown, for no other that came after. */
  async confirm(number: string): Promise<Answer<null>> {
    const { pending } = await this.#store.read();
    if (pending?.number !== number)
      return { ok: false, message: "This call no longer waits for you." };
    return await this.#place({
      number,
      purpose: "dial",
      origin: pending.origin,
    });
  }

  /** Takes away what waits for a yes, else the call that is over or lost from sight. */
  async dismiss(): Promise<Answer<null>> {
    await this.#store.update((state) => {
      if (state.pending !== null) return { ...state, pending: null };
      return isDismissible(state) ? { ...state, call: null } : state;
    });
    // Nobody need go on trying to reach the gateway for it.
    await this.#controller.resume();
    return done;
  }

  async end(): Promise<Answer<null>> {
    await this.#controller.end();
    return done;
  }

  async #ask(pending: PendingCall): Promise<void> {
    await this.#store.update((state) => ({ ...state, pending }));
    await openPopup();
  }

  async #place(
    wanted: Parameters<CallController["place"]>[0],
  ): Promise<Answer<null>> {
    return (await this.#controller.place(wanted))
      ? done
      : { ok: false, message: BUSY };
  }
}

function mustAsk(settings: Settings, e164: string): boolean {
  if (settings.confirm === "always") return true;
  if (settings.confirm === "never") return false;
  return isForeignOrPremium(e164, homeCountry(settings));
}
