import { findPhoneNumbers } from "../detection/find-phone-numbers.ts";
import type { Block } from "./blocks.ts";
import { labelFor } from "./context.ts";
import { speaksForItself } from "./format-hint.ts";
import type { FoundParts } from "./found.ts";
import { linkNumber } from "./link-number.ts";
import { placeIn, RunBuilder, type TextRun } from "./run-text.ts";
import { readBlock } from "./text-runs.ts";

export type DetectOptions = {
  defaultCountry: string | null;
  /** the page asked for no numbers: only those that speak for themselves */
  sparing: boolean;
};

export function detectInRun(
  block: Block,
  run: TextRun,
  { defaultCountry, sparing }: DetectOptions,
): FoundParts[] {
  const context = labelFor(block, run.before);
  const found: FoundParts[] = [];
  for (const match of findPhoneNumbers(run.text, {
    ...(defaultCountry === null ? {} : { defaultCountry }),
    ...(context === undefined ? {} : { context }),
  })) {
    if (sparing && !speaksForItself(run.text, match.start, context)) continue;
    const place = placeIn(run, match.start, match.end);
    if (!place) continue;
    const { e164, ext, kind, raw: text } = match;
    found.push({ e164, ext, kind, text, block, place });
  }
  return found;
}

export function detectInBlock(
  block: Block,
  options: DetectOptions,
): FoundParts[] {
  return readBlock(block).runs.flatMap((run) =>
    detectInRun(block, run, options),
  );
}

/** The number of a telephone link, which is its address, whatever its text says. */
export function detectInLink(
  link: Element,
  { defaultCountry }: DetectOptions,
): FoundParts | undefined {
  const written = linkNumber(link.getAttribute("href") ?? "");
  if (!written) return undefined;
  const [match, ...others] = findPhoneNumbers(written.number, {
    ...(defaultCountry === null ? {} : { defaultCountry }),
    context: "phone",
  });
  if (!match || others.length > 0) return undefined;
  const { e164, kind } = match;
  const place = wholeText(link);
  return {
    e164,
    kind,
    ext: written.ext ?? match.ext,
    text: link.textContent?.replace(/\s+/g, " ").trim() || written.number,
    block: link,
    place,
  };
}

/** From the first visible character of a link to its last. */
function wholeText(link: Element) {
  const builder = new RunBuilder<Text>();
  const texts = document.createTreeWalker(link, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node instanceof Text) builder.add(node, false);
  }
  builder.cut();
  const [run] = builder.runs;
  if (!run) return undefined;
  return placeIn(run, 0, run.text.trimEnd().length);
}
