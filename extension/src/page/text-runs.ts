import type { Block } from "./blocks.ts";
import { RunBuilder, type TextRun } from "./run-text.ts";
import { isClosed, isInline, isUnseen } from "./tags.ts";

export type Reading = {
  runs: TextRun[];
  /** Blocks directly inside, shadow trees among them, to be read for themselves. */
  inner: Block[];
};

const DIGIT = /\p{Nd}/u;
const LINES = /\S[ \t]*\n\s*\S/;
/** Room in pixels between two inline boxes that a reader takes for a space. */
const VISIBLE_GAP = 2;

/**
 * Reads one block: inline siblings are joined, however many elements, comments and `<wbr>` split them. Style is asked
 * for only where it can matter: when digits are spread over several nodes, a flex item or a hidden decoy must not join.
 */
export function readBlock(block: Block): Reading {
  const plain = new Reader(false).read(block);
  const split = plain.runs.some(
    ({ text, pieces }) =>
      pieces[0]?.node !== pieces.at(-1)?.node && DIGIT.test(text),
  );
  return split ? new Reader(true).read(block) : plain;
}

class Reader {
  readonly #styled: boolean;
  readonly #inner: Block[] = [];
  #builder = new RunBuilder<Text>();

  constructor(styled: boolean) {
    this.#styled = styled;
  }

  read(block: Block): Reading {
    if (block instanceof Element && block.shadowRoot) {
      this.#inner.push(block.shadowRoot);
    }
    this.#children(block);
    this.#builder.cut();
    return { runs: this.#builder.runs, inner: this.#inner };
  }

  #children(parent: Node): void {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node instanceof Text) this.#builder.add(node, keepsLines(node));
      else if (node instanceof Element) this.#element(node);
    }
  }

  #element(element: Element): void {
    if (isUnseen(element)) return;
    if (isClosed(element)) {
      this.#builder.cut();
    } else if (!isInline(element)) {
      this.#builder.cut();
      if (element.localName !== "br") this.#inner.push(element);
    } else {
      if (element.shadowRoot) this.#inner.push(element.shadowRoot);
      if (this.#styled) this.#byStyle(element);
      else this.#children(element);
    }
  }

  #byStyle(element: Element): void {
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden") {
      this.#apart(element);
    } else if (style.display === "inline" || style.display === "contents") {
      this.#flowing(element, style);
    } else {
      this.#builder.cut();
      this.#children(element);
      this.#builder.cut();
    }
  }

  #flowing(element: Element, style: CSSStyleDeclaration): void {
    if (isGap(style.marginInlineStart, style.paddingInlineStart)) {
      this.#builder.gap();
    }
    this.#children(element);
    if (isGap(style.marginInlineEnd, style.paddingInlineEnd)) {
      this.#builder.gap();
    }
  }

  /** Text one does not see is no part of the text around it, but may be shown later. */
  #apart(element: Element): void {
    const around = this.#builder;
    this.#builder = new RunBuilder<Text>();
    this.#children(element);
    this.#builder.cut();
    around.runs.push(...this.#builder.runs);
    this.#builder = around;
  }
}

function isGap(margin: string, padding: string): boolean {
  return Number.parseFloat(margin) + Number.parseFloat(padding) >= VISIBLE_GAP;
}

/** True where the page shows a line break of the source as a line break. */
function keepsLines(node: Text): boolean {
  const { data, parentElement } = node;
  if (!parentElement || !DIGIT.test(data) || !LINES.test(data)) return false;
  const { whiteSpace } = getComputedStyle(parentElement);
  return whiteSpace.startsWith("pre") || whiteSpace === "break-spaces";
}
