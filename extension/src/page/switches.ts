/** The parts of this extension that touch a page. Each can be turned off for a site without the others. */
export const PAGE_PARTS = [
  // find numbers in text
  "text",
  // read open shadow trees
  "shadow-trees",
  // follow the page's changes
  "changes",
  // catch clicks on tel:, callto: and sip: links
  "links",
  // mark numbers
  "highlights",
  // show the control under a pointer
  "hover",
  // show the control after a tap
  "touch",
] as const;
export type PagePart = (typeof PAGE_PARTS)[number];

export class Switches {
  #off: ReadonlySet<PagePart> = new Set();

  set(off: readonly PagePart[]): void {
    this.#off = new Set(off);
  }

  on(part: PagePart): boolean {
    return !this.#off.has(part);
  }
}
