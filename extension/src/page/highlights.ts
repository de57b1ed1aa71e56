import type { Found } from "./found.ts";
import { HIGHLIGHT_CSS, HIGHLIGHT_NAME } from "./highlight-style.ts";
import { NearViewport } from "./near-viewport.ts";

/** So many ranges cost a frame about 20 ms when they are set; ten times as many cost a visible jerk. */
const MOST_MARKED = 2_000;

/** Marks numbers near the viewport without touching a node. */
export class Highlights {
  readonly #highlight = new Highlight();
  readonly #ranges = new Map<Found, AbstractRange>();
  readonly #near = new NearViewport({
    near: (found) => this.#mark(found),
    far: (found) => this.#unmark(found),
  });
  readonly #styled = new WeakSet<Node>();

  add(found: Found): void {
    if (found.place) this.#near.add(found);
  }

  remove(found: Found): void {
    this.#near.remove(found);
    this.#unmark(found);
  }

  end(): void {
    this.#near.end();
    this.#ranges.clear();
    this.#highlight.clear();
    if (CSS.highlights.get(HIGHLIGHT_NAME) === this.#highlight) {
      CSS.highlights.delete(HIGHLIGHT_NAME);
    }
  }

  #mark(found: Found): void {
    const { place } = found;
    if (!place || this.#ranges.size >= MOST_MARKED) return;
    const range = new StaticRange({
      startContainer: place.startNode,
      startOffset: place.startOffset,
      endContainer: place.endNode,
      endOffset: place.endOffset,
    });
    this.#ranges.set(found, range);
    this.#highlight.add(range);
    // The registry is the page's too: it may have been cleared.
    CSS.highlights.set(HIGHLIGHT_NAME, this.#highlight);
    if (import.meta.env.FIREFOX) this.#styleTree(place.startNode.getRootNode());
  }

  #unmark(found: Found): void {
    const range = this.#ranges.get(found);
    if (!range) return;
    this.#ranges.delete(found);
    this.#highlight.delete(range);
  }

  /** In Firefox the document's highlight style does not reach into shadow trees. */
  #styleTree(root: Node): void {
    if (!(root instanceof ShadowRoot) || this.#styled.has(root)) return;
    this.#styled.add(root);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(HIGHLIGHT_CSS);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}
