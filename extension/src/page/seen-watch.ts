/** Chromium says whether an element is really visible to a person; Firefox has no such thing and always says yes. */
type VisibilityEntry = IntersectionObserverEntry & { isVisible?: boolean };
type VisibilityInit = IntersectionObserverInit & {
  trackVisibility: true;
  delay: number;
};

const OPTIONS: VisibilityInit = {
  threshold: 1,
  trackVisibility: true,
  delay: 100,
};

/** Watches that no page hides, fades or covers the control to have a person press it unknowingly. */
export class SeenWatch {
  #observer: IntersectionObserver | undefined;
  #seen = true;

  get seen(): boolean {
    return this.#seen;
  }

  start(element: Element): void {
    this.stop();
    this.#seen = true;
    this.#observer = new IntersectionObserver((entries) => {
      const entry: VisibilityEntry | undefined = entries.at(-1);
      this.#seen = entry?.isVisible ?? true;
    }, OPTIONS);
    this.#observer.observe(element);
  }

  stop(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }
}
