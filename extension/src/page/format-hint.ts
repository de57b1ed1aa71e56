import { labelBefore, labelOfContext } from "../detection/labels.ts";
import { normalise } from "../detection/normalise.ts";

/** The page asks that its digits be not taken for telephone numbers. */
export function asksForNoNumbers(page: Document): boolean {
  const metas = page.head?.querySelectorAll('meta[name="format-detection" i]');
  return [...(metas ?? [])].some((meta) =>
    /\btelephone\s*=\s*no\b/i.test(meta.getAttribute("content") ?? ""),
  );
}

const SPEAKING = new Set(["phone", "fax"]);

/** Written with a plus sign, or called a telephone number by the page itself: offered even where a page asks for none. */
export function speaksForItself(
  text: string,
  start: number,
  context: string | undefined,
): boolean {
  const plain = normalise(text);
  if (/^\(?\+/.test(plain.slice(start))) return true;
  const label = labelBefore(plain, start) ?? labelOfContext(context ?? "");
  return label !== undefined && SPEAKING.has(label);
}
