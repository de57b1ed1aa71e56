import browser from "webextension-polyfill";
import { E164_PATTERN, type PageNumber, type ToPage } from "../messages.ts";

/** One number and the frame it stands in. */
export type FoundNumber = PageNumber & { frameId: number };

/** A page script is not to be trusted: what does not look as agreed is not shown. */
function isPageNumber(value: unknown): value is PageNumber {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "number" &&
    "e164" in value &&
    typeof value.e164 === "string" &&
    E164_PATTERN.test(value.e164) &&
    "text" in value &&
    typeof value.text === "string" &&
    "kind" in value &&
    typeof value.kind === "string"
  );
}

async function frames(tabId: number): Promise<number[]> {
  const results = await browser.scripting
    .executeScript({ target: { tabId, allFrames: true }, func: () => true })
    .catch(() => []);
  return results.map(({ frameId }) => frameId);
}

async function numbersIn(
  tabId: number,
  frameId: number,
): Promise<FoundNumber[] | null> {
  const question: ToPage = { type: "page.numbers" };
  const answer: unknown = await browser.tabs
    .sendMessage(tabId, question, { frameId })
    .catch(() => undefined);
  return Array.isArray(answer)
    ? answer.filter(isPageNumber).map((each) => ({ ...each, frameId }))
    : null;
}

/** What the page scripts of a tab have found so far, each number once; null where none is running. */
export async function numbersOnPage(
  tabId: number,
): Promise<FoundNumber[] | null> {
  const all = await Promise.all(
    (await frames(tabId)).map((frameId) => numbersIn(tabId, frameId)),
  );
  const answered = all.filter((each) => each !== null);
  if (answered.length === 0) return null;
  const once = new Map<string, FoundNumber>();
  for (const found of answered.flat())
    if (!once.has(found.e164)) once.set(found.e164, found);
  return [...once.values()];
}

export async function showOnPage(
  tabId: number,
  { id, frameId }: FoundNumber,
): Promise<void> {
  const message: ToPage = { type: "page.show", id };
  await browser.tabs
    .sendMessage(tabId, message, { frameId })
    .catch(() => undefined);
}
