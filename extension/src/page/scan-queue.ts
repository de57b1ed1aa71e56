const SLICE_MS = 8;
const LATEST_MS = 1_000;

/**
 * How a block is read: its own text only; with every block inside; or as such a block inside, of which the way up is
 * already known to be readable.
 */
export type Depth = "own" | "deep" | "inside";

type Idle = (work: () => void, options: { timeout: number }) => unknown;

/** Blocks that wait to be read, oldest first, each once, in idle slices. `read` returns the blocks inside. */
export class ScanQueue<Block> {
  readonly #waiting = new Map<Block, Depth>();
  readonly #read: (block: Block, depth: Depth) => readonly Block[];
  readonly #whenIdle: Idle;
  #asked = false;

  constructor(
    read: (block: Block, depth: Depth) => readonly Block[],
    whenIdle: Idle,
  ) {
    this.#read = read;
    this.#whenIdle = whenIdle;
  }

  add(block: Block, depth: Depth): void {
    if (depth === "deep" || this.#waiting.get(block) !== "deep") {
      this.#waiting.set(block, depth);
    }
    this.#ask();
  }

  clear(): void {
    this.#waiting.clear();
  }

  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#whenIdle(() => this.#slice(), { timeout: LATEST_MS });
  }

  #slice(): void {
    this.#asked = false;
    const end = performance.now() + SLICE_MS;
    for (const [block, depth] of this.#waiting) {
      this.#waiting.delete(block);
      const inside = this.#read(block, depth);
      if (depth !== "own") {
        for (const next of inside) this.#waiting.set(next, "inside");
      }
      if (performance.now() >= end) break;
    }
    if (this.#waiting.size > 0) this.#ask();
  }
}
