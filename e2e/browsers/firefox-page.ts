import { setTimeout as sleep } from "node:timers/promises";
import { at, type Bidi, BidiError, listAt, textAt } from "./bidi.ts";

const PATIENCE_MS = 8_000;
const LOOK_EVERY_MS = 30;
const CONTROL_KEY = "\uE009";

export type Point = { x: number; y: number };

/** Looks again until there is something. Errors of a document that is just leaving are no answer. */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | undefined>,
  timeoutMs = PATIENCE_MS,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  let last = "";
  while (Date.now() < deadline) {
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      if (!(error instanceof BidiError) || error.code === "closed") throw error;
      last = ` (${error.message})`;
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error(`not within ${timeoutMs} ms: ${what}${last}`);
}

/** One tab: what is in it, as assistive software has it, and a person's mouse and keys. */
export class FirefoxPage {
  readonly context: string;
  readonly #bidi: Bidi;

  constructor(bidi: Bidi, context: string) {
    this.#bidi = bidi;
    this.context = context;
  }

  /** Never waits for load events, which Firefox does not send for extension pages: asks the new document. */
  async goto(url: string): Promise<void> {
    const before = await this.evaluate("performance.timeOrigin");
    await this.#bidi.send("browsingContext.navigate", {
      context: this.context,
      url,
      wait: "none",
    });
    const there = `performance.timeOrigin !== ${before} && location.href === ${JSON.stringify(url)} && document.readyState === "complete"`;
    await until(`${url} is open`, async () =>
      (await this.evaluate(there)) === true ? true : undefined,
    );
  }

  evaluate(expression: string): Promise<unknown> {
    return this.#bidi.evaluate(this.context, expression);
  }

  async size(width: number, height: number): Promise<void> {
    await this.#bidi.send("browsingContext.setViewport", {
      context: this.context,
      viewport: { width, height },
    });
  }

  /** The nodes with this role, and this very name where one is given; below `within`, else in the whole document. */
  async nodes(
    role: string,
    name?: string,
    within?: string,
  ): Promise<readonly string[]> {
    const answer = await this.#bidi.send("browsingContext.locateNodes", {
      context: this.context,
      locator: {
        type: "accessibility",
        value: name === undefined ? { role } : { role, name },
      },
      ...(within === undefined ? {} : { startNodes: [{ sharedId: within }] }),
    });
    return listAt(answer, "nodes").map((node) => textAt(node, "sharedId"));
  }

  /** The one node with this role and name, once it is there. */
  node(role: string, name?: string, within?: string): Promise<string> {
    return until(`one ${role} "${name ?? ""}"`, async () => {
      const [first, ...others] = await this.nodes(role, name, within);
      return others.length === 0 ? first : undefined;
    });
  }

  /** The first node that fits a selector, for what has no role of its own, such as a password field. */
  css(selector: string): Promise<string> {
    return until(`a node ${selector}`, async () => {
      const answer = await this.#bidi.send("browsingContext.locateNodes", {
        context: this.context,
        locator: { type: "css", value: selector },
      });
      const [first] = listAt(answer, "nodes");
      return first === undefined ? undefined : textAt(first, "sharedId");
    });
  }

  /** The text of the first node with this role; empty where there is none. */
  async textOf(role: string): Promise<string> {
    const [first] = await this.nodes(role);
    return first === undefined ? "" : await this.text(first);
  }

  /** What a function of a node gives. */
  of(node: string, source: string): Promise<unknown> {
    return this.#bidi.call(this.context, source, [node]);
  }

  async text(node: string): Promise<string> {
    return String(await this.of(node, "(node) => node.textContent"));
  }

  async click(role: string, name: string): Promise<void> {
    await this.clickOn(await this.node(role, name));
  }

  /** A real click in the middle of the node. */
  async clickOn(sharedId: string): Promise<void> {
    await this.of(sharedId, "(node) => node.scrollIntoView({block: 'center'})");
    const origin = { type: "element", element: { sharedId } };
    await this.#mouse([{ type: "pointerMove", x: 0, y: 0, origin }, ...PRESS]);
  }

  async clickAt(point: Point, button = 0): Promise<void> {
    await this.#mouse([
      moveTo(point),
      { type: "pointerDown", button },
      { type: "pointerUp", button },
    ]);
  }

  /** Rests the mouse on a point; it comes from beside it, so that the page hears it move. */
  async pointAt({ x, y }: Point): Promise<void> {
    await this.#mouse([moveTo({ x: x - 1, y }), moveTo({ x, y })]);
  }

  /** Clicks into a field and types over what stands there, key by key. */
  async fill(field: string, text: string): Promise<void> {
    await this.clickOn(field);
    await this.#keys([
      { type: "keyDown", value: CONTROL_KEY },
      ...stroke("a"),
      { type: "keyUp", value: CONTROL_KEY },
      ...[...text].flatMap(stroke),
    ]);
  }

  async press(key: string): Promise<void> {
    await this.#keys(stroke(key));
  }

  /** PNG of what the tab shows. */
  async screenshot(): Promise<Buffer> {
    const shot = await this.#bidi.send("browsingContext.captureScreenshot", {
      context: this.context,
    });
    return Buffer.from(textAt(shot, "data"), "base64");
  }

  async show(): Promise<void> {
    await this.#bidi.send("browsingContext.activate", {
      context: this.context,
    });
  }

  async close(): Promise<void> {
    await this.#bidi.send("browsingContext.close", { context: this.context });
  }

  /** Where the middle of a text of the page is. */
  async middleOf(text: string): Promise<Point> {
    const found = await this.evaluate(
      `(${rectangleOf})(${JSON.stringify(text)})`,
    );
    const x = at(found, "x");
    const y = at(found, "y");
    if (typeof x === "number" && typeof y === "number") return { x, y };
    throw new Error(`the page does not say ${text}`);
  }

  #mouse(actions: readonly object[]): Promise<unknown> {
    return this.#perform({ type: "pointer", id: "mouse", actions });
  }

  #keys(actions: readonly object[]): Promise<unknown> {
    return this.#perform({ type: "key", id: "keyboard", actions });
  }

  #perform(source: object): Promise<unknown> {
    const { context } = this;
    return this.#bidi.send("input.performActions", {
      context,
      actions: [source],
    });
  }
}

const PRESS = [
  { type: "pointerDown", button: 0 },
  { type: "pointerUp", button: 0 },
];

// Whole pixels: the protocol takes no others.
function moveTo({ x, y }: Point): object {
  return { type: "pointerMove", x: Math.round(x), y: Math.round(y) };
}

function stroke(value: string): object[] {
  return [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ];
}

const rectangleOf = `(wanted) => {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const start = node.textContent.indexOf(wanted);
    if (start < 0) continue;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, start + wanted.length);
    const { left, top, width, height } = range.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }
  return null;
}`;
