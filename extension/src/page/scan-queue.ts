const SLICE_MS = 8;
const LATEST_MS = 1_000;

/**
 * How a block is read: its own text only; with every block inside; or as such a block inside, of which the way up is
 * already known to be readable.
 */
export type Depth = "own" | "deep" | "inside";

type Idle = (work: () => void, options: { timeout: number }) => unknown;

/**
 * Blocks that wait to be read in idle slices: what changed first, oldest first and each once, then the blocks inside in
 * the order of the page, so that its beginning, which the person sees, is done first. `read` returns the blocks inside.
 */
export class ScanQueue<Block> {
  readonly #changed = new Map<Block, Exclude<Depth, "inside">>();
  /** last comes first */
  readonly #inside: Block[] = [];
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

  add(block: Block, depth: "own" | "deep"): void {
    if (depth === "deep" || !this.#changed.has(block)) {
      this.#changed.set(block, depth);
    }
    this.#ask();
  }

  clear(): void {
    this.#changed.clear();
    this.#inside.length = 0;
  }

  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.#whenIdle(() => this.#slice(), { timeout: LATEST_MS });
  }

  #slice(): void {
    this.#asked = false;
    const end = performance.now() + SLICE_MS;
    do {
      if (!this.#readNext()) return;
    } while (performance.now() < end);
    this.#ask();
  }

  #readNext(): boolean {
    const changed = this.#changed.entries().next();
    if (!changed.done) {
      const [block, depth] = changed.value;
      this.#changed.delete(block);
      const inside = this.#read(block, depth);
      if (depth === "deep") this.#push(inside);
      return true;
    }
    const block = this.#inside.pop();
    if (block === undefined) return false;
    this.#push(this.#read(block, "inside"));
    return true;
  }

  #push(blocks: readonly Block[]): void {
    for (const block of blocks.toReversed()) this.#inside.push(block);
  }
}
