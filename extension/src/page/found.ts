import type { Block } from "./blocks.ts";
import { isSamePlace, rectsAt, textAt } from "./place.ts";
import type { Place } from "./run-text.ts";

/** A number that may be called, and where the page has it. */
export type Found = {
  id: number;
  e164: string;
  ext: string | undefined;
  kind: string;
  /** as the page has it */
  text: string;
  block: Block;
  /** the text of the number, or of the link; none for a link that is a picture */
  place: Place | undefined;
  /** what the page's nodes had at the place, to see a change at once */
  nodeText: string | undefined;
};

export type FoundParts = Omit<Found, "id" | "nodeText">;

let lastId = 0;

export function makeFound(parts: FoundParts): Found {
  lastId += 1;
  return {
    ...parts,
    id: lastId,
    nodeText: parts.place && textAt(parts.place),
  };
}

export function isSameFound(one: FoundParts, other: FoundParts): boolean {
  return (
    one.block === other.block &&
    one.e164 === other.e164 &&
    one.ext === other.ext &&
    one.text === other.text &&
    (one.place && other.place
      ? isSamePlace(one.place, other.place)
      : one.place === other.place)
  );
}

/** Cheap, for between a change and the next reading: the nodes still say what they said. */
export function isUntouched({ block, place, nodeText }: Found): boolean {
  if (!block.isConnected) return false;
  return place === undefined || textAt(place) === nodeText;
}

export function rectsOf({ block, place }: Found): DOMRect[] {
  if (place) return rectsAt(place);
  return block instanceof Element ? [...block.getClientRects()] : [];
}

function holderOf({ place, block }: Found): Element {
  const holder = place?.startNode.parentElement;
  if (holder) return holder;
  return block instanceof ShadowRoot ? block.host : block;
}

export function isShown(found: Found): boolean {
  return (
    holderOf(found).checkVisibility({
      opacityProperty: true,
      visibilityProperty: true,
    }) && rectsOf(found).length > 0
  );
}

/** The colour of the number's text. */
export function inkAt(found: Found): string {
  return getComputedStyle(holderOf(found)).color;
}

/** The modal dialog the number stands in, outside of which nothing can be pressed; else the document's element. */
export function homeOf(found: Found): Element {
  let at: Element | null = holderOf(found);
  while (at) {
    const dialog: Element | null = at.closest(":modal");
    if (dialog) return dialog;
    const root = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : null;
  }
  return document.documentElement;
}

export function scrollTo(found: Found): void {
  holderOf(found).scrollIntoView({ block: "center", behavior: "instant" });
}

/** The nodes from the document's own tree down to the number: its shadow hosts, then its text. */
function wayTo({ place, block }: Found): Node[] {
  const way: Node[] = [place?.startNode ?? block];
  for (;;) {
    const root = way[0]?.getRootNode();
    if (!(root instanceof ShadowRoot)) return way;
    way.unshift(root.host);
  }
}

/** Those that are shown, in the order of the page, shadow trees where their hosts are. */
export function inReadingOrder(all: readonly Found[]): Found[] {
  return all
    .filter(isShown)
    .map((found) => ({ found, way: wayTo(found) }))
    .sort((one, other) => {
      const fork = one.way.findIndex((node, at) => node !== other.way[at]);
      const [here, there] = [one.way[fork], other.way[fork]];
      if (!here || !there) return 0;
      const position = here.compareDocumentPosition(there);
      return position & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
    })
    .map(({ found }) => found);
}
