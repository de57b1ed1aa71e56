import { elementOf } from "./blocks.ts";
import type { Found } from "./found.ts";

export type Nearness = { near(found: Found): void; far(found: Found): void };

/** One screen above and below. */
const MARGIN = "100% 0px";

/** `display: contents` has no box of its own to watch. */
function boxOf(found: Found): Element {
  let at = elementOf(found.block);
  while (at.parentElement && getComputedStyle(at).display === "contents") {
    at = at.parentElement;
  }
  return at;
}

/** Tells which numbers come near the viewport and which leave it. Hidden ones never come. */
export class NearViewport {
  readonly #nearness: Nearness;
  readonly #observer: IntersectionObserver;
  readonly #inBox = new Map<Element, Set<Found>>();
  readonly #boxes = new Map<Found, Element>();
  readonly #nearBoxes = new Set<Element>();

  constructor(nearness: Nearness) {
    this.#nearness = nearness;
    this.#observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          this.#crossed(target, isIntersecting);
        }
      },
      { rootMargin: MARGIN, scrollMargin: MARGIN },
    );
  }

  add(found: Found): void {
    const box = boxOf(found);
    this.#boxes.set(found, box);
    const inBox = this.#inBox.get(box);
    if (inBox) {
      inBox.add(found);
      if (this.#nearBoxes.has(box)) this.#nearness.near(found);
      return;
    }
    this.#inBox.set(box, new Set([found]));
    this.#observer.observe(box);
  }

  remove(found: Found): void {
    const box = this.#boxes.get(found);
    const inBox = box && this.#inBox.get(box);
    this.#boxes.delete(found);
    if (!box || !inBox?.delete(found) || inBox.size > 0) return;
    this.#inBox.delete(box);
    this.#nearBoxes.delete(box);
    this.#observer.unobserve(box);
  }

  end(): void {
    this.#observer.disconnect();
    this.#inBox.clear();
    this.#boxes.clear();
    this.#nearBoxes.clear();
  }

  #crossed(box: Element, near: boolean): void {
    if (near) this.#nearBoxes.add(box);
    else this.#nearBoxes.delete(box);
    for (const found of this.#inBox.get(box) ?? []) {
      if (near) this.#nearness.near(found);
      else this.#nearness.far(found);
    }
  }
}
