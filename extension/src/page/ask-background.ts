import { browser } from "wxt/browser";
import type { Answer, FromPage } from "../messages.ts";

const GONE = "Ringback was updated or turned off. Reload this page.";

/** One message from page script to background. Never rejects: a page script that outlived its extension gets `ok: false`. */
export async function askBackground<Type extends keyof FromPage>(
  message: { type: Type } & FromPage[Type]["request"],
): Promise<Answer<FromPage[Type]["value"]>> {
  try {
    const answer = await browser.runtime.sendMessage<
      typeof message,
      Answer<FromPage[Type]["value"]> | undefined
    >(message);
    return answer ?? { ok: false, message: GONE };
  } catch {
    return { ok: false, message: GONE };
  }
}
