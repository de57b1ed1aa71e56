import type { Place } from "./run-text.ts";

/** True while the page still has these nodes and they are still long enough. */
function isThere({ startNode, startOffset, endNode, endOffset }: Place) {
  return (
    startNode.isConnected &&
    endNode.isConnected &&
    startOffset < startNode.length &&
    endOffset <= endNode.length
  );
}

function rangeOf(place: Place): Range | undefined {
  if (!isThere(place)) return undefined;
  const range = document.createRange();
  range.setStart(place.startNode, place.startOffset);
  range.setEnd(place.endNode, place.endOffset);
  return range;
}

/** What stands at the place now, as the page's nodes have it; hidden decoys between its ends included. */
export function textAt(place: Place): string | undefined {
  return rangeOf(place)?.toString();
}

/** Where the place is on the screen, one rectangle a line; none if it is not shown. */
export function rectsAt(place: Place): DOMRect[] {
  const rects = rangeOf(place)?.getClientRects() ?? [];
  return [...rects].filter(({ width, height }) => width > 0 && height > 0);
}

export function isSamePlace(one: Place, other: Place): boolean {
  return (
    one.startNode === other.startNode &&
    one.startOffset === other.startOffset &&
    one.endNode === other.endNode &&
    one.endOffset === other.endOffset
  );
}
