import { isClosed, isInline, isPhoneLink, isUnseen } from "./tags.ts";

/** What is read as a whole: a block element, a telephone link, or the top of a shadow tree. */
export type Block = Element | ShadowRoot;

function parentAcrossShadow(node: Node): Node | null {
  return node instanceof ShadowRoot ? node.host : node.parentNode;
}

/** The block that is read for `node`, or none outside the document's element. A telephone link is read as a whole. */
export function blockOf(node: Node): Block | undefined {
  let block: Block | undefined;
  for (let at: Node | null = node; at; at = at.parentNode) {
    if (at instanceof ShadowRoot) return block ?? at;
    if (!(at instanceof Element)) continue;
    if (isPhoneLink(at)) return at;
    if (!isInline(at)) block ??= at;
  }
  return block;
}

/** The outermost blocks inside an inline element. */
export function* blocksInside(element: Element): Generator<Block> {
  if (element.shadowRoot) yield element.shadowRoot;
  for (const child of element.children) {
    if (isInline(child)) yield* blocksInside(child);
    else yield child;
  }
}

/** Inside something that must not be read: an editor, a form field, code. */
export function isShutAway(block: Block): boolean {
  if (block.ownerDocument.designMode === "on") return true;
  for (let at: Node | null = block; at; at = parentAcrossShadow(at)) {
    if (at instanceof Element && (isClosed(at) || isUnseen(at))) return true;
  }
  return false;
}

export function elementOf(block: Block): Element {
  return block instanceof ShadowRoot ? block.host : block;
}

/** Like `contains`, but sees through shadow roots. */
export function holds(outer: Node, inner: Node): boolean {
  for (let at: Node | null = inner; at; at = parentAcrossShadow(at)) {
    if (at === outer) return true;
  }
  return false;
}
