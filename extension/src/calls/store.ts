import browser from "webextension-polyfill";
import { type LiveState, NO_CALL } from "./state.ts";

const KEY = "live";

function isLiveState(value: unknown): value is LiveState {
  // Only this file writes the key, in an area no page or content script reaches, and the browser empties it on update.
  return typeof value === "object" && value !== null && "channel" in value;
}

export async function readLiveState(): Promise<LiveState> {
  const stored = await browser.storage.session.get(KEY);
  return isLiveState(stored[KEY]) ? stored[KEY] : NO_CALL;
}

/** For the extension's pages: every change, as it is written. */
export function watchLiveState(onChange: (state: LiveState) => void): void {
  browser.storage.session.onChanged.addListener((changes) => {
    const change = changes[KEY];
    if (change === undefined) return;
    onChange(isLiveState(change.newValue) ? change.newValue : NO_CALL);
  });
}

/** The background's copy. One writer: each change starts from the one before and is written before it is told. */
export class LiveStore {
  #state: LiveState | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  readonly #onChange: (state: LiveState, before: LiveState) => void;

  constructor(onChange: (state: LiveState, before: LiveState) => void) {
    this.#onChange = onChange;
  }

  read(): Promise<LiveState> {
    return this.update((state) => state);
  }

  update(change: (state: LiveState) => LiveState): Promise<LiveState> {
    const turn = this.#queue.then(async () => {
      const before = this.#state ?? (await readLiveState());
      const after = change(before);
      this.#state = after;
      if (after !== before) {
        await browser.storage.session.set({ [KEY]: after });
        this.#onChange(after, before);
      }
      return after;
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }
}
