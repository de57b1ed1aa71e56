import browser from "webextension-polyfill";
import type { ClickOrigin } from "../calls/state.ts";
import { HIGHLIGHT_CSS } from "../page/highlight-style.ts";
import type { Settings } from "../settings/schema.ts";
import { EVERY_SITE, sitePatterns } from "../settings/sites.ts";

const SCRIPT_ID = "page";
const SCRIPT_FILE = "content-scripts/page.js";
const NUMBERS_FILE = "page-numbers.js";

/** Where the page script is wanted at all; whether the browser lets it run there is the person's permission. */
function wantedPatterns({ account, detection }: Settings): string[] {
  if (account === null || detection.mode === "click") return [];
  return detection.mode === "everywhere"
    ? EVERY_SITE
    : detection.sites.flatMap(sitePatterns);
}

/** Brings the browser's registration in line with the settings. */
async function register(settings: Settings): Promise<void> {
  const matches = wantedPatterns(settings);
  const held = await browser.scripting.getRegisteredContentScripts({
    ids: [SCRIPT_ID],
  });
  if (held.length > 0)
    await browser.scripting.unregisterContentScripts({ ids: [SCRIPT_ID] });
  if (matches.length === 0) return;
  const excludeMatches = settings.detection.offSites.flatMap(sitePatterns);
  await browser.scripting.registerContentScripts([
    {
      id: SCRIPT_ID,
      js: [SCRIPT_FILE],
      matches,
      ...(excludeMatches.length === 0 ? {} : { excludeMatches }),
      allFrames: true,
      // Mail and previews stand in frames whose address is about:srcdoc.
      matchOriginAsFallback: true,
      runAt: "document_idle",
      persistAcrossSessions: true,
    },
  ]);
}

/** One at a time: two at once would both find nothing registered, and the second would be refused. */
let queue: Promise<unknown> = Promise.resolve();
export function syncPageScript(settings: Settings): Promise<void> {
  const turn = queue.then(() => register(settings));
  queue = turn.catch(() => undefined);
  return turn;
}

/** Runs the page script now, in a tab the person pointed at. */
export async function scanTab(tabId: number): Promise<void> {
  await browser.scripting.executeScript({
    target: { tabId, allFrames: true },
    files: [SCRIPT_FILE],
  });
}

/** The second script, for a frame in which the first found something that may be a number. */
export async function addNumbers({
  tabId,
  frameId,
}: ClickOrigin): Promise<void> {
  const target = { tabId, frameIds: [frameId] };
  // From here, and not from the script: so the page's own list of style sheets stays as it was.
  await browser.scripting.insertCSS({ target, css: HIGHLIGHT_CSS });
  await browser.scripting.executeScript({ target, files: [NUMBERS_FILE] });
}
