import type { ContentScriptContext } from "wxt/utils/content-script-context";
import { type Found, rectsOf } from "./found.ts";
import type { FoundIndex } from "./found-index.ts";

const LOOK_EVERY_MS = 80;
const SLACK = 1;

export type Pointing = { found: Found; rect: DOMRect };

/** Which number, if any, is under the point. `path` is the event's: it begins at the innermost open shadow tree. */
function numberAt(
  index: FoundIndex,
  path: readonly EventTarget[],
  x: number,
  y: number,
): Pointing | undefined {
  for (const target of path) {
    if (!(target instanceof Element || target instanceof ShadowRoot)) continue;
    for (const found of index.of(target)) {
      const rect = rectsOf(found).find(
        ({ left, right, top, bottom }) =>
          x >= left - SLACK &&
          x <= right + SLACK &&
          y >= top - SLACK &&
          y <= bottom + SLACK,
      );
      if (rect) return { found, rect };
    }
  }
  return undefined;
}

/** Calls `over` with what a person's mouse or pen rests on, at most every 80 ms. */
export function watchHover(
  ctx: ContentScriptContext,
  index: FoundIndex,
  over: (pointing: Pointing | undefined, target: EventTarget | null) => void,
): void {
  let latest: { event: PointerEvent; path: EventTarget[] } | undefined;
  const look = () => {
    if (!latest) return;
    const { event, path } = latest;
    latest = undefined;
    over(numberAt(index, path, event.clientX, event.clientY), path[0] ?? null);
  };
  ctx.addEventListener(
    document,
    "pointermove",
    (event) => {
      if (!event.isTrusted || event.pointerType === "touch") return;
      if (!latest) ctx.setTimeout(look, LOOK_EVERY_MS);
      latest = { event, path: event.composedPath() };
    },
    { passive: true, capture: true },
  );
  ctx.addEventListener(document, "pointerout", (event) => {
    if (!event.isTrusted || event.relatedTarget) return;
    latest = undefined;
    over(undefined, null);
  });
}

/** Calls `tapped` for each tap of a finger, with the number under it or none. */
export function watchTaps(
  ctx: ContentScriptContext,
  index: FoundIndex,
  tapped: (pointing: Pointing | undefined, target: EventTarget | null) => void,
): void {
  ctx.addEventListener(
    document,
    "click",
    (event) => {
      if (!(event instanceof PointerEvent) || !event.isTrusted) return;
      if (event.pointerType !== "touch") return;
      const path = event.composedPath();
      tapped(
        numberAt(index, path, event.clientX, event.clientY),
        path[0] ?? null,
      );
    },
    { passive: true, capture: true },
  );
}
