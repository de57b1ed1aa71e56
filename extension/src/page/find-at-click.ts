import type { Block } from "./blocks.ts";
import { isShutAway } from "./blocks.ts";
import { type DetectOptions, detectInBlock, detectInLink } from "./detect.ts";
import { type Found, isSameFound, isShown } from "./found.ts";
import { isPhoneLink } from "./tags.ts";

/**
 * Reads the page again in the moment of the press. Only if the same place still says the same number, with the same
 * text around it to say so, may it be called: nobody is rung because a page changed under the pointer.
 */
export function isStillThere(found: Found, options: DetectOptions): boolean {
  const { block } = found;
  if (!block.isConnected || isShutAway(block) || !isShown(found)) return false;
  return readAgain(block, options).some((now) => isSameFound(found, now));
}

function readAgain(block: Block, options: DetectOptions) {
  if (!(block instanceof Element && isPhoneLink(block))) {
    return detectInBlock(block, options);
  }
  const now = detectInLink(block, options);
  return now ? [now] : [];
}
