import type { CallProgress, PageNumber } from "../messages.ts";
import { askBackground } from "./ask-background.ts";
import type { Block } from "./blocks.ts";
import { controlText } from "./control-text.ts";
import { type DetectOptions, detectInLink, detectInRun } from "./detect.ts";
import { isStillThere } from "./find-at-click.ts";
import type { FirstStage } from "./first-stage.ts";
import { FloatingControl } from "./floating-control.ts";
import { asksForNoNumbers } from "./format-hint.ts";
import {
  type Found,
  homeOf,
  inkAt,
  inReadingOrder,
  isUntouched,
  rectsOf,
  scrollTo,
} from "./found.ts";
import { FoundIndex } from "./found-index.ts";
import { Highlights } from "./highlights.ts";
import { type Pointing, watchHover, watchTaps } from "./pointer.ts";
import type { TextRun } from "./run-text.ts";
import type { SecondStage } from "./stages.ts";

/** A link's text may be a whole paragraph. */
const LONGEST_TEXT = 80;
const CHANGED = "The page has changed here. Look at the number again.";

/** The second script: judges what the first one read, marks the numbers, and offers the one the person points at. */
export class PageNumbers implements SecondStage {
  readonly #first: FirstStage;
  readonly #highlights = new Highlights();
  readonly #control: FloatingControl;
  readonly #index = new FoundIndex({
    added: (found) => {
      if (this.#first.switches.on("highlights")) this.#highlights.add(found);
    },
    gone: (found) => {
      this.#highlights.remove(found);
      if (this.#offered === found) this.#control.close();
    },
  });
  #offered: Found | undefined;
  /** closed by the person: not offered again before the pointer has been elsewhere */
  #dismissed: Found | undefined;

  constructor(first: FirstStage) {
    this.#first = first;
    this.#control = new FloatingControl(first.ctx);
    first.host = this.#control.host;
    watchHover(first.ctx, this.#index, (pointing, target) => {
      if (first.switches.on("hover")) this.#hover(pointing, target);
    });
    watchTaps(first.ctx, this.#index, (pointing) => {
      if (!first.switches.on("touch") || !pointing) return;
      this.#offer(pointing.found, pointing.rect, true);
    });
  }

  read(block: Block, runs: readonly TextRun[]): void {
    const options = runs.length > 0 ? this.#options() : undefined;
    this.#index.set(
      block,
      options ? runs.flatMap((run) => detectInRun(block, run, options)) : [],
    );
  }

  readLink(link: Element): void {
    const found = detectInLink(link, this.#options());
    this.#index.set(link, found ? [found] : []);
  }

  forget(block: Block): void {
    this.#index.forgetIn(block);
  }

  touched(block: Block): void {
    this.#index.keepOnly(block, isUntouched);
  }

  removed(): void {
    this.#index.forgetRemoved();
  }

  press(link: Element, byKeyboard: boolean): boolean {
    this.readLink(link);
    const [found] = this.#index.of(link);
    const rect = found && rectsOf(found)[0];
    if (!found || !rect) return false;
    this.#offer(found, rect, true);
    if (byKeyboard) this.#control.focus();
    return true;
  }

  list(): PageNumber[] {
    return inReadingOrder(this.#index.all()).map(
      ({ id, e164, text, kind }) => ({
        id,
        e164,
        text: text.slice(0, LONGEST_TEXT),
        kind,
      }),
    );
  }

  show(id: number): void {
    const found = this.#index.get(id);
    if (!found) return;
    scrollTo(found);
    const [rect] = rectsOf(found);
    if (!rect) return;
    this.#offer(found, rect, true);
    this.#control.focus();
  }

  progress({ e164, sentence, phase }: CallProgress): void {
    if (this.#offered?.e164 !== e164 || !this.#control.target) return;
    this.#control.say(sentence, phase === "live");
  }

  reset(): void {
    this.#index.clear();
    this.#control.close();
    this.#highlights.end();
  }

  #options(): DetectOptions {
    return {
      defaultCountry: this.#first.defaultCountry,
      sparing: asksForNoNumbers(document),
    };
  }

  #hover(pointing: Pointing | undefined, target: EventTarget | null): void {
    if (this.#control.busy) return;
    if (pointing?.found !== this.#dismissed) this.#dismissed = undefined;
    if (!pointing) {
      if (!this.#control.isOn(target)) this.#control.leave();
    } else if (this.#control.target && this.#offered === pointing.found) {
      this.#control.stay();
    } else if (!this.#dismissed) {
      this.#offer(pointing.found, pointing.rect, false);
    }
  }

  #offer(found: Found, rect: DOMRect, pinned: boolean): void {
    const line = rectsOf(found).findIndex(({ top }) => top === rect.top);
    this.#control.open(
      {
        text: controlText(found),
        ink: inkAt(found),
        home: homeOf(found),
        where: () => rectsOf(found)[Math.max(line, 0)],
        press: () => void this.#call(found),
        dismiss: () => {
          this.#dismissed = found;
        },
      },
      pinned,
    );
    this.#offered = found;
  }

  async #call(found: Found): Promise<void> {
    if (!isStillThere(found, this.#options())) {
      this.#control.say(CHANGED, false);
      return;
    }
    this.#control.say("One moment…", true);
    const answer = await askBackground({
      type: "number.clicked",
      e164: found.e164,
    });
    if (!answer.ok) this.#control.say(answer.message, false);
    else if (answer.value === "asked") {
      this.#control.say("Ringback asks you first, in its own window.", false);
    }
  }
}
