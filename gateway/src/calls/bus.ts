import type { CallView } from "@ringback/shared/call/view.ts";

/** What is told in the process after a commit, never before. */
export type CallEvent = {
  /** the event row's number: grows, never used twice */
  seq: number;
  type: string;
  workspaceId: string;
  /** null where leg A is no user's phone */
  userId: string | null;
  /** the program that placed it */
  clientId: string | null;
  /** the door it was placed by, e.g. `click2call` */
  via: string;
  call: CallView;
};

export type CallListener = (event: CallEvent) => void;

/** In-process bus of committed call events. */
export class CallBus {
  readonly #listeners = new Set<CallListener>();
  readonly #onFault: (fault: unknown) => void;

  constructor(onFault: (fault: unknown) => void) {
    this.#onFault = onFault;
  }

  /** Gives the way to stop listening. */
  subscribe(listener: CallListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One listener's fault is reported and keeps nothing from the others. */
  publish(event: CallEvent): void {
    for (const listener of this.#listeners) {
      try {
        listener(event);
      } catch (fault) {
        this.#onFault(fault);
      }
    }
  }
}
