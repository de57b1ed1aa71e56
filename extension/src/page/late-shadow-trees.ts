import type { ContentScriptContext } from "wxt/utils/content-script-context";

const LOOK_AGAIN_MS = [300, 1_500, 6_000];
const MOST_WAITING = 1_000;

/**
 * A custom element may get its shadow tree after it was read, and no mutation tells of it: look again a few times.
 */
export class LateShadowTrees {
  readonly #ctx: ContentScriptContext;
  readonly #found: (tree: ShadowRoot) => void;
  #waiting = new Set<Element>();
  #looks = LOOK_AGAIN_MS.length;

  constructor(ctx: ContentScriptContext, found: (tree: ShadowRoot) => void) {
    this.#ctx = ctx;
    this.#found = found;
  }

  add(element: Element): void {
    if (!element.localName.includes("-") || element.shadowRoot) return;
    if (this.#waiting.size >= MOST_WAITING) return;
    this.#waiting.add(element);
    if (this.#looks < LOOK_AGAIN_MS.length) return;
    this.#looks = 0;
    this.#wait();
  }

  #wait(): void {
    const delay = LOOK_AGAIN_MS[this.#looks];
    if (delay === undefined) this.#waiting = new Set();
    else this.#ctx.setTimeout(() => this.#look(), delay);
  }

  #look(): void {
    this.#looks += 1;
    for (const element of this.#waiting) {
      if (!element.shadowRoot && element.isConnected) continue;
      this.#waiting.delete(element);
      if (element.shadowRoot) this.#found(element.shadowRoot);
    }
    this.#wait();
  }
}
