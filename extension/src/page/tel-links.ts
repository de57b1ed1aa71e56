import type { ContentScriptContext } from "wxt/utils/content-script-context";
import { linkNumber } from "./link-number.ts";
import { isPhoneLink } from "./tags.ts";

/** A person's plain click. Modifier and middle clicks are the browser's, and a page cannot make one up. */
function isPlain(event: MouseEvent): boolean {
  return (
    event.isTrusted &&
    event.button === 0 &&
    !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
  );
}

function phoneLinkIn(path: readonly EventTarget[]): Element | undefined {
  for (const target of path) {
    if (target instanceof Element && isPhoneLink(target)) return target;
  }
  return undefined;
}

/**
 * Every telephone link of the page, also those that come later, through one listener. `press` says whether it takes the
 * click; if not, the browser has it.
 */
export function listenForLinks(
  ctx: ContentScriptContext,
  press: (link: Element, byKeyboard: boolean) => boolean,
): void {
  ctx.addEventListener(
    document,
    "click",
    (event) => {
      if (!isPlain(event) || ctx.isInvalid) return;
      const link = phoneLinkIn(event.composedPath());
      if (!link || !linkNumber(link.getAttribute("href") ?? "")) return;
      if (press(link, event.detail === 0)) event.preventDefault();
    },
    { capture: true },
  );
}
