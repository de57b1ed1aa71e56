import type { ContentScriptContext } from "wxt/utils/content-script-context";
import { hasCandidate } from "../detection/candidates.ts";
import type { PageNumber, PageSettings, ToPage } from "../messages.ts";
import { askBackground } from "./ask-background.ts";
import { type Block, isShutAway } from "./blocks.ts";
import { LateShadowTrees } from "./late-shadow-trees.ts";
import { type Depth, ScanQueue } from "./scan-queue.ts";
import type { SecondStage } from "./stages.ts";
import { Switches } from "./switches.ts";
import { isInline, isPhoneLink } from "./tags.ts";
import { listenForLinks } from "./tel-links.ts";
import { readBlock } from "./text-runs.ts";
import { Watch } from "./watch.ts";

/** When to ask for the second script, and ask again: a background that does not answer is not asked for ever. */
const ASK_AFTER_MS = [0, 1_000, 10_000];

/**
 * The first script: small, without metadata, in every frame. It reads and watches the page; when something looks like a
 * number it has the background bring the second script, and from then on tells that one what the page says.
 */
export class FirstStage {
  readonly ctx: ContentScriptContext;
  readonly switches = new Switches();
  /** The one element the second script adds to the page. */
  host: Element | undefined;
  #settings: PageSettings | undefined;
  readonly #queue: ScanQueue<Block>;
  readonly #watch: Watch;
  readonly #late: LateShadowTrees;
  /** Blocks to be read again once the second script is there. */
  readonly #promising = new Set<Block>();
  #second: SecondStage | undefined;
  #fetching: Promise<void> | undefined;
  #wanted = false;

  constructor(ctx: ContentScriptContext) {
    this.ctx = ctx;
    this.#queue = new ScanQueue(
      (block, depth) => this.#read(block, depth),
      (work, options) => ctx.requestIdleCallback(work, options),
    );
    this.#watch = new Watch({
      isOurs: (node) => node === this.host,
      changed: (block, deep) => {
        if (!this.switches.on("changes")) return;
        this.#second?.touched(block);
        this.#queue.add(block, deep ? "deep" : "own");
      },
      removed: () => this.#second?.removed(),
    });
    this.#late = new LateShadowTrees(ctx, (tree) => {
      this.#queue.add(tree, "deep");
    });
    ctx.onInvalidated(() => this.#end());
  }

  get defaultCountry(): string | null {
    return this.#settings?.defaultCountry ?? null;
  }

  start(): void {
    listenForLinks(this.ctx, (link, byKeyboard) =>
      this.#press(link, byKeyboard),
    );
    this.#watch.root(document);
    this.#readAll();
  }

  attach(second: SecondStage): void {
    this.#second?.reset();
    this.#second = second;
    for (const block of this.#promising) this.#queue.add(block, "own");
    this.#promising.clear();
  }

  /** Answers only what asks for an answer. */
  receive(message: ToPage): PageNumber[] | undefined {
    switch (message.type) {
      case "page.numbers":
        return this.#second?.list() ?? [];
      case "page.show":
        this.#second?.show(message.id);
        return undefined;
      case "page.settings.changed":
        this.#take(message.settings);
        return undefined;
      case "call.progress":
        this.#second?.progress(message.progress);
        return undefined;
    }
  }

  #take(settings: PageSettings): void {
    this.#settings = settings;
    this.#wanted = false;
    this.switches.set(settings.off ?? []);
    this.#second?.reset();
    if (settings.enabled) this.#readAll();
  }

  #readAll(): void {
    this.#queue.add(document.documentElement, "deep");
  }

  #end(): void {
    this.#watch.end();
    this.#queue.clear();
    this.#promising.clear();
    this.#second?.reset();
    if (globalThis.ringbackPage === this) globalThis.ringbackPage = undefined;
  }

  #read(block: Block, depth: Depth): readonly Block[] {
    if (this.#settings?.enabled === false) return [];
    if (!block.isConnected || (depth !== "inside" && isShutAway(block))) {
      this.#second?.forget(block);
      return [];
    }
    if (block instanceof ShadowRoot) {
      if (!this.switches.on("shadow-trees")) return [];
      this.#watch.root(block);
    } else if (isPhoneLink(block)) {
      this.#readLink(block);
      return [];
    } else if (isInline(block)) {
      this.#second?.forget(block);
      return [];
    } else this.#late.add(block);
    return this.#readText(block);
  }

  #readText(block: Block): readonly Block[] {
    const { runs, inner } = readBlock(block);
    const wanted = this.switches.on("text") ? runs : [];
    const promising = wanted.filter(({ text }) => hasCandidate(text));
    if (this.#second) this.#second.read(block, promising);
    else if (promising.length > 0) this.#promise(block);
    return inner;
  }

  #readLink(link: Element): void {
    if (this.#second) this.#second.readLink(link);
    else this.#promise(link);
  }

  #promise(block: Block): void {
    this.#promising.add(block);
    if (this.#wanted) return;
    this.#wanted = true;
    void this.#insist();
  }

  async #insist(): Promise<void> {
    for (const delay of ASK_AFTER_MS) {
      if (delay > 0) {
        await new Promise<void>((go) => this.ctx.setTimeout(go, delay));
      }
      await this.#fetchSecond();
      if (this.#second || this.#settings?.enabled === false) return;
    }
  }

  #fetchSecond(): Promise<void> {
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined;
    });
    return this.#fetching;
  }

  async #fetch(): Promise<void> {
    if (!this.#settings) {
      const answer = await askBackground({ type: "page.settings" });
      if (!answer.ok) return;
      this.#settings = answer.value;
      this.switches.set(answer.value.off ?? []);
    }
    if (!this.#settings.enabled || this.#second || this.ctx.isInvalid) return;
    await askBackground({ type: "page.needs-numbers" });
  }

  #press(link: Element, byKeyboard: boolean): boolean {
    if (!this.switches.on("links") || this.#settings?.enabled === false) {
      return false;
    }
    if (this.#second) return this.#second.press(link, byKeyboard);
    void this.#pressLater(link, byKeyboard);
    return true;
  }

  /** The click came before the second script; if that cannot take it, the browser gets it after all. */
  async #pressLater(link: Element, byKeyboard: boolean): Promise<void> {
    await this.#fetchSecond();
    if (this.#second?.press(link, byKeyboard)) return;
    const href = link.getAttribute("href");
    if (href !== null) location.assign(href);
  }
}
