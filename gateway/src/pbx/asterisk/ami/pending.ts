import type { WireMessage } from "./message.ts";
import { AmiError } from "./transport.ts";

type Waiting = {
  settle: (outcome: WireMessage | WireMessage[] | AmiError) => void;
  timer: NodeJS.Timeout;
  /** Present for actions that answer with a list. */
  items?: WireMessage[];
};

/** The actions that wait for an answer, by their ActionID. */
export class PendingActions {
  timeouts = 0;
  readonly #maxListItems: number;
  readonly #waiting = new Map<string, Waiting>();
  /** Lists that came too late: what still arrives of them is no event of the PBX. */
  readonly #abandoned = new Set<string>();

  constructor(maxListItems: number) {
    this.#maxListItems = maxListItems;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Resolves with the answer. Rejects with `AmiError`: `rejected`, `timeout`, or what `failAll` is given. */
  answerTo(actionId: string, timeoutMs: number): Promise<WireMessage> {
    return new Promise((resolve, reject) => {
      this.#add(actionId, timeoutMs, (outcome) => {
        if (outcome instanceof AmiError) reject(outcome);
        else if (!Array.isArray(outcome)) resolve(outcome);
      });
    });
  }

  /** Resolves with the events of the list. Rejects as `answerTo`. */
  listOf(actionId: string, timeoutMs: number): Promise<WireMessage[]> {
    return new Promise((resolve, reject) => {
      const waiting = this.#add(actionId, timeoutMs, (outcome) => {
        if (outcome instanceof AmiError) reject(outcome);
        else if (Array.isArray(outcome)) resolve(outcome);
      });
      waiting.items = [];
    });
  }

  hasList(actionId: string | undefined): boolean {
    if (actionId === undefined) return false;
    return (
      this.#abandoned.has(actionId) ||
      this.#waiting.get(actionId)?.items !== undefined
    );
  }

  /** Takes a `Response`. One nobody waits for (any more) is left alone. */
  response(message: WireMessage): void {
    const waiting = this.#waiting.get(message.ActionID ?? "");
    if (waiting === undefined) return;
    if (message.Response === "Error") this.#settle(message, rejection(message));
    else if (waiting.items === undefined) this.#settle(message, message);
  }

  /** Takes an event whose ActionID `hasList`. */
  listItem(message: WireMessage): void {
    const id = message.ActionID ?? "";
    const mark = message.get("EventList")?.toLowerCase();
    if (mark !== undefined) this.#abandoned.delete(id);
    const items = this.#waiting.get(id)?.items;
    if (items === undefined) return;
    if (mark === "complete") this.#settle(message, items);
    else if (mark === "cancelled")
      this.#settle(message, new AmiError("rejected", "list cancelled"));
    else if (items.length < this.#maxListItems) items.push(message);
    else {
      this.#abandoned.add(id);
      this.#settle(message, tooLong(this.#maxListItems));
    }
  }

  failAll(error: AmiError): void {
    for (const id of [...this.#waiting.keys()]) this.#end(id, error);
    this.#abandoned.clear();
  }

  #add(id: string, timeoutMs: number, settle: Waiting["settle"]): Waiting {
    const timer = setTimeout(() => {
      this.timeouts++;
      if (waiting.items !== undefined) this.#abandoned.add(id);
      this.#end(id, new AmiError("timeout", `no answer in ${timeoutMs} ms`));
    }, timeoutMs);
    const waiting: Waiting = { settle, timer };
    this.#waiting.set(id, waiting);
    return waiting;
  }

  #settle(message: WireMessage, outcome: Parameters<Waiting["settle"]>[0]) {
    this.#end(message.ActionID ?? "", outcome);
  }

  #end(id: string, outcome: Parameters<Waiting["settle"]>[0]): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.settle(outcome);
  }
}

function tooLong(maxListItems: number): AmiError {
  return new AmiError(
    "rejected",
    `the list is longer than ${maxListItems} items (maxListItems)`,
  );
}

function rejection(message: WireMessage): AmiError {
  return new AmiError("rejected", message.get("Message") ?? "Response: Error");
}
