import { type Block, holds } from "./blocks.ts";
import {
  type Found,
  type FoundParts,
  isSameFound,
  makeFound,
} from "./found.ts";

export type IndexChanges = {
  added(found: Found): void;
  gone(found: Found): void;
};

/** All numbers of the frame, by the block that has them. What stays the same keeps its identity over readings. */
export class FoundIndex {
  readonly #byBlock = new Map<Block, readonly Found[]>();
  readonly #changes: IndexChanges;

  constructor(changes: IndexChanges) {
    this.#changes = changes;
  }

  of(block: Block): readonly Found[] {
    return this.#byBlock.get(block) ?? [];
  }

  get(id: number): Found | undefined {
    return this.all().find((found) => found.id === id);
  }

  all(): Found[] {
    return [...this.#byBlock.values()].flat();
  }

  set(block: Block, parts: readonly FoundParts[]): void {
    const before = this.of(block);
    const now = parts.map(
      (part) =>
        before.find((found) => isSameFound(found, part)) ?? makeFound(part),
    );
    if (now.length > 0) this.#byBlock.set(block, now);
    else this.#byBlock.delete(block);
    for (const found of before) {
      if (!now.includes(found)) this.#changes.gone(found);
    }
    for (const found of now) {
      if (!before.includes(found)) this.#changes.added(found);
    }
  }

  keepOnly(block: Block, keep: (found: Found) => boolean): void {
    const before = this.of(block);
    if (before.length > 0) this.set(block, before.filter(keep));
  }

  forgetIn(outer: Block): void {
    for (const block of this.#byBlock.keys()) {
      if (holds(outer, block)) this.set(block, []);
    }
  }

  forgetRemoved(): void {
    for (const block of this.#byBlock.keys()) {
      if (!block.isConnected) this.set(block, []);
    }
  }

  clear(): void {
    for (const block of this.#byBlock.keys()) this.set(block, []);
  }
}
