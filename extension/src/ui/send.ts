import browser from "webextension-polyfill";
import type { Answer, FromUi } from "../messages.ts";

const UNANSWERED = {
  ok: false,
  message: "The extension did not answer. Close this page and open it again.",
} as const;

function isAnswer(value: unknown): value is Answer<unknown> {
  return typeof value === "object" && value !== null && "ok" in value;
}

/** Asks the background. Undefined is success; text is one sentence why not. */
export async function ask<Type extends keyof FromUi>(
  type: Type,
  request: FromUi[Type]["request"],
): Promise<string | undefined> {
  const answer: unknown = await browser.runtime
    .sendMessage({ type, ...request })
    .catch(() => UNANSWERED);
  if (!isAnswer(answer)) return UNANSWERED.message;
  return answer.ok ? undefined : answer.message;
}
