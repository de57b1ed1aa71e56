import { type Block, blockOf, blocksInside } from "./blocks.ts";
import { isInline } from "./tags.ts";

export type Changes = {
  /** What this extension itself put into the page. */
  isOurs(node: Node): boolean;
  /** The block's own text changed; `deep`: read what is inside too. */
  changed(block: Block, deep: boolean): void;
  /** Nodes left the page. */
  removed(): void;
};

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ["href", "contenteditable"],
};

/** Tells which blocks a page changes, in the document and in each shadow tree it is shown. */
export class Watch {
  readonly #observer: MutationObserver;
  readonly #changes: Changes;
  #roots = new WeakSet<Node>();
  #someRemoved = false;

  constructor(changes: Changes) {
    this.#changes = changes;
    this.#observer = new MutationObserver((records) => {
      for (const record of records) this.#note(record);
      if (this.#someRemoved) this.#changes.removed();
      this.#someRemoved = false;
    });
  }

  root(root: Document | ShadowRoot): void {
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    this.#observer.observe(root, OBSERVED);
  }

  end(): void {
    this.#observer.disconnect();
    this.#roots = new WeakSet();
  }

  #note({ type, target, addedNodes, removedNodes }: MutationRecord): void {
    if (type === "attributes" && target instanceof Element) {
      this.#attribute(target);
      return;
    }
    const { isOurs } = this.#changes;
    const added = [...addedNodes].filter((node) => !isOurs(node));
    const removed = [...removedNodes].filter((node) => !isOurs(node));
    if (type === "childList" && added.length + removed.length === 0) return;
    const block = blockOf(target);
    if (block) this.#changes.changed(block, false);
    for (const node of added) {
      if (node instanceof Element) this.#added(node);
    }
    if (removed.length > 0) this.#someRemoved = true;
  }

  /** The element may have become a telephone link or an editor, or may have been one. */
  #attribute(element: Element): void {
    this.#changes.changed(element, true);
    const around = element.parentNode && blockOf(element.parentNode);
    if (around) this.#changes.changed(around, false);
  }

  #added(element: Element): void {
    const fresh = isInline(element) ? blocksInside(element) : [element];
    for (const block of fresh) this.#changes.changed(block, true);
  }
}
