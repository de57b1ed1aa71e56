/** A stretch of one text node inside a run's text. */
export type Piece<Node = Text> = {
  node: Node;
  /** where it begins in the node */
  from: number;
  /** where it begins in the run's text */
  start: number;
  length: number;
};

/** Text as one reader reads it in one go, and where each character of it stands in the page. */
export type TextRun<Node = Text> = {
  text: string;
  pieces: Piece<Node>[];
  /** the end of what the same block says before this run: perhaps its label */
  before: string;
};

export type Place<Node = Text> = {
  startNode: Node;
  startOffset: number;
  endNode: Node;
  endOffset: number;
};

const LONGEST_RUN = 20_000;
const LONGEST_BEFORE = 60;
/** White space the page collapses, and marks that take no room. */
const COLLAPSED = /[ \t\n\r\f]+|[\u00ad\u200b\u2060\ufeff]+/g;
const NEEDS_WORK = /[\t\n\r\f\u00ad\u200b\u2060\ufeff]| {2}|^ | $/;
const SPACE = /[ \t\n\r\f]/;
const AFTER_A_WORD = /\p{L}[.,;:]?\s?$/u;
const BETWEEN_WORDS = /\p{L}[.,;:]? (?=\p{L})/gu;

/** Builds the runs of one block. A node is anything that holds characters. */
export class RunBuilder<Node extends { readonly data: string } = Text> {
  readonly runs: TextRun<Node>[] = [];
  #text = "";
  #pieces: Piece<Node>[] = [];

  /** Nothing after this is read together with what came before. */
  cut(): void {
    if (this.#text.trim() !== "") {
      const before = this.runs.at(-1)?.text.slice(-LONGEST_BEFORE) ?? "";
      this.runs.push({ text: this.#text, pieces: this.#pieces, before });
    }
    this.#text = "";
    this.#pieces = [];
  }

  /** A gap one sees although no character stands there. */
  gap(): void {
    if (this.#text !== "" && !this.#text.endsWith(" ")) this.#text += " ";
  }

  add(node: Node, keepsLines: boolean): void {
    const { data } = node;
    let from = 0;
    if (keepsLines) from = this.#lines(node, data);
    else if (NEEDS_WORK.test(data)) {
      for (const { 0: found, index } of data.matchAll(COLLAPSED)) {
        this.#slice(node, from, index);
        if (SPACE.test(found)) this.gap();
        from = index + found.length;
      }
    }
    this.#slice(node, from, data.length);
  }

  #lines(node: Node, data: string): number {
    let from = 0;
    for (const { 0: found, index } of data.matchAll(/\r?\n/g)) {
      this.#slice(node, from, index);
      this.cut();
      from = index + found.length;
    }
    return from;
  }

  #slice(node: Node, from: number, to: number): void {
    let begin = from;
    while (to - begin > LONGEST_RUN) {
      const end = betweenWords(node.data, begin, begin + LONGEST_RUN);
      this.#push(node, begin, end);
      this.cut();
      begin = end;
    }
    if (begin < to) this.#push(node, begin, to);
    const over = this.#text.length - LONGEST_RUN;
    if (over > LONGEST_RUN || (over > 0 && AFTER_A_WORD.test(this.#text))) {
      this.cut();
    }
  }

  #push(node: Node, from: number, to: number): void {
    const start = this.#text.length;
    this.#pieces.push({ node, from, start, length: to - from });
    this.#text += node.data.slice(from, to);
  }
}

/** The last place before `limit` where no number can be cut in two; `limit` itself if there is none near. */
function betweenWords(data: string, begin: number, limit: number): number {
  const windowStart = Math.max(begin + 1, limit - 500);
  let end = limit;
  for (const match of data.slice(windowStart, limit).matchAll(BETWEEN_WORDS)) {
    end = windowStart + match.index + match[0].length;
  }
  return end;
}

/** Where the characters from `start` to `end` of a run stand in the page. */
export function placeIn<Node>(
  run: TextRun<Node>,
  start: number,
  end: number,
): Place<Node> | undefined {
  const first = pieceAt(run, start);
  const last = pieceAt(run, end - 1);
  if (!first || !last) return undefined;
  return {
    startNode: first.node,
    startOffset: first.from + start - first.start,
    endNode: last.node,
    endOffset: last.from + end - last.start,
  };
}

function pieceAt<Node>(
  run: TextRun<Node>,
  at: number,
): Piece<Node> | undefined {
  return run.pieces.find(
    ({ start, length }) => at >= start && at < start + length,
  );
}
