import { isolate } from "./isolate.ts";

/** Something heard from Asterisk. `answer` marks what may settle a promise. */
type Item = { answer: boolean; run: () => void };

/**
 * Runs what was heard in the order of the wire, so that whoever awaits an answer goes on before an event behind it is told.
 * Answers settle promises, whose continuations run later; an event that follows one therefore waits until all of them have
 * run. Not for a turn of the loop, of which each may wait for the disk.
 */
export class Delivery {
  #queue: Item[] = [];
  #answered = false;
  #waiting = false;

  push(item: Item): void {
    this.#queue.push(item);
    if (!this.#waiting) this.#drain();
  }

  #drain(): void {
    // Held while running, so that an item pushed by a listener comes behind those already here.
    this.#waiting = true;
    let next = 0;
    for (const item of this.#queue) {
      if (this.#answered && !item.answer) break;
      next++;
      this.#answered = item.answer;
      isolate(item.run);
    }
    this.#queue = this.#queue.slice(next);
    if (this.#queue.length === 0) this.#waiting = false;
    else {
      this.#answered = false;
      // Ticks come after the microtasks that are there when they are asked for.
      queueMicrotask(() => process.nextTick(() => this.#drain()));
    }
  }
}
