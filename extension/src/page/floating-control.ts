import type { ContentScriptContext } from "wxt/utils/content-script-context";
import { type Box, isLightText, placeControl } from "./control-place.ts";
import { type ControlText, ControlView } from "./control-view.ts";
import { judgePress } from "./press-guard.ts";
import { SeenWatch } from "./seen-watch.ts";

const LINGER_MS = 350;
const READ_MS = 5_000;
const COVERED =
  "Something on this page lies over this button. Call from the Ringback window instead.";
/** What a person does on the control is nobody's business in the page. */
const PRIVATE_EVENTS =
  "click dblclick contextmenu pointerdown pointerup mousedown mouseup touchstart touchend keydown keypress keyup".split(
    " ",
  );

export type ControlTarget = {
  text: ControlText;
  /** where the number is now; none when it is not shown any more */
  where(): Box | undefined;
  /** colour of the text at the number, to fit in */
  ink: string;
  /** where the host element is put: the document's element, or the modal dialog that makes all else inert */
  home: Element;
  press(): void;
  /** the person closed it */
  dismiss(): void;
};

/** The one button. It comes to the number the person points at; while it is not shown the page has no node of ours. */
export class FloatingControl {
  readonly #ctx: ContentScriptContext;
  readonly #view = new ControlView();
  readonly #seen = new SeenWatch();
  #target: ControlTarget | undefined;
  #placedAt = 0;
  #position = "";
  #closing: number | undefined;
  #pinned = false;
  #focusBefore: Element | null = null;

  constructor(ctx: ContentScriptContext) {
    this.#ctx = ctx;
    const { host, button } = this.#view;
    for (const type of PRIVATE_EVENTS) {
      host.addEventListener(type, (event) => event.stopPropagation());
    }
    host.addEventListener("pointerenter", () => this.stay());
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", (event) => this.#press(event));
    const follow = () => this.#follow();
    ctx.addEventListener(window, "scroll", follow, { capture: true });
    ctx.addEventListener(window, "resize", follow);
    ctx.addEventListener(window, "keydown", (event) => this.#key(event), {
      capture: true,
    });
    ctx.addEventListener(window, "pointerdown", (event) => {
      if (event.isTrusted && !this.isOn(event.target)) this.close();
    });
  }

  get host(): Element {
    return this.#view.host;
  }

  get target(): ControlTarget | undefined {
    return this.#target;
  }

  /** A call that was begun here goes on. */
  get busy(): boolean {
    return this.#target !== undefined && this.#view.busy;
  }

  isOn(target: EventTarget | null): boolean {
    return target === this.#view.host;
  }

  /** `pinned`: stays until it is closed, wherever the pointer is. */
  open(target: ControlTarget, pinned: boolean): void {
    const where = target.where();
    if (!where) return;
    this.stay();
    this.#target = target;
    this.#pinned = pinned;
    this.#view.write(target.text);
    this.#view.say("");
    this.#view.busy = false;
    this.#view.dark = isLightText(target.ink);
    const { host } = this.#view;
    if (host.parentNode !== target.home) target.home.append(host);
    this.#raise();
    this.#place(where);
    this.#placedAt = performance.now();
    this.#seen.start(host);
  }

  focus(): void {
    this.#focusBefore = document.activeElement;
    this.#view.button.focus({ preventScroll: true });
  }

  say(sentence: string, busy: boolean): void {
    this.#pinned = true;
    this.stay();
    this.#view.say(sentence);
    this.#view.busy = busy;
    this.#follow();
    if (!busy) this.#closeIn(READ_MS);
  }

  leave(): void {
    if (!this.#pinned && this.#closing === undefined) this.#closeIn(LINGER_MS);
  }

  close(): void {
    this.stay();
    this.#seen.stop();
    if (!this.#target) return;
    this.#target = undefined;
    this.#pinned = false;
    const hadFocus = document.activeElement === this.#view.host;
    this.#view.host.remove();
    if (hadFocus && this.#focusBefore instanceof HTMLElement) {
      this.#focusBefore.focus({ preventScroll: true });
    }
    this.#focusBefore = null;
  }

  /** Above everything, also above the page's own popovers. */
  #raise(): void {
    const { host } = this.#view;
    host.popover = "manual";
    if (host.matches(":popover-open")) return;
    host.showPopover();
  }

  #place(where: Box): void {
    const { width, height } = this.#view.host.getBoundingClientRect();
    const { left, top } = placeControl(
      where,
      { width, height },
      {
        width: document.documentElement.clientWidth,
        height: window.innerHeight,
      },
    );
    const position = `${left} ${top}`;
    if (position === this.#position) return;
    this.#position = position;
    this.#placedAt = performance.now();
    this.#view.move(left, top);
  }

  #follow(): void {
    const where = this.#target?.where();
    if (where) this.#place(where);
    else this.close();
  }

  /** The pointer is on the number or on the control. */
  stay(): void {
    clearTimeout(this.#closing);
    this.#closing = undefined;
  }

  #closeIn(delay: number): void {
    this.#closing = this.#ctx.setTimeout(() => this.close(), delay);
  }

  #key(event: KeyboardEvent): void {
    if (!event.isTrusted || event.key !== "Escape" || !this.#target) return;
    if (this.isOn(event.target)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    this.#target.dismiss();
    this.close();
  }

  #press(event: MouseEvent): void {
    if (this.#ctx.isInvalid) return;
    if (this.#view.busy) return;
    const verdict = judgePress({
      trusted: event.isTrusted,
      placedAt: this.#placedAt,
      now: performance.now(),
      seen: this.#seen.seen && this.#view.intact,
    });
    if (verdict === "covered") this.say(COVERED, false);
    if (verdict === "call") this.#target?.press();
  }
}
