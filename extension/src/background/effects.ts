/** What a change of the call does outside the extension's own pages: badge, notification, word to the page. */
import browser from "webextension-polyfill";
import { badgeText, callPhase, callSentence } from "../calls/sentence.ts";
import { type CurrentCall, isLive, type LiveState } from "../calls/state.ts";
import { formatDialString } from "../dialing/dial-string.ts";
import { tellFrame } from "./tell-page.ts";

export const WATCHDOG_ALARM = "watchdog";
/** The shortest period browsers take. */
const WATCHDOG_MINUTES = 0.5;

/** White on each of these has a contrast of at least 4.5 : 1. */
const BADGE_COLOURS = {
  "…": "#9a5b00",
  ON: "#0b6b3a",
  "!": "#b3261e",
  "?": "#52606a",
};

async function showBadge(call: CurrentCall | null): Promise<void> {
  const text = badgeText(call);
  await browser.action.setBadgeText({ text });
  if (text === "") {
    await browser.action.setTitle({ title: "Ringback" });
    return;
  }
  await browser.action.setBadgeBackgroundColor({ color: BADGE_COLOURS[text] });
  await browser.action.setBadgeTextColor({ color: "#ffffff" });
  if (call !== null)
    await browser.action.setTitle({
      title: `Ringback: ${formatDialString(call.number)}\n${callSentence(call)}`,
    });
}

/** Who opened the popup has seen how the call ended. */
export async function clearSeenBadge(state: LiveState): Promise<void> {
  if (!isLive(state)) await showBadge(null);
}

async function notifyFailure(call: CurrentCall): Promise<void> {
  const number = formatDialString(call.number);
  await browser.notifications.create(`call-${call.iden}`, {
    type: "basic",
    iconUrl: browser.runtime.getURL("icon/128.png"),
    title:
      call.purpose === "test"
        ? "Your phone could not be rung"
        : `Call to ${number} failed`,
    message: callSentence(call),
  });
}

export async function notifyNotANumber(text: string): Promise<void> {
  await browser.notifications.create("not-a-number", {
    type: "basic",
    iconUrl: browser.runtime.getURL("icon/128.png"),
    title: "This is not a phone number",
    message: text.trim().slice(0, 80),
  });
}

async function tellOrigin(call: CurrentCall): Promise<void> {
  if (call.origin === null) return;
  await tellFrame(call.origin, {
    type: "call.progress",
    progress: {
      e164: call.number,
      sentence: callSentence(call),
      phase: callPhase(call),
    },
  });
}

async function setWatchdog(live: boolean): Promise<void> {
  if (live)
    await browser.alarms.create(WATCHDOG_ALARM, {
      periodInMinutes: WATCHDOG_MINUTES,
    });
  else await browser.alarms.clear(WATCHDOG_ALARM);
}

export async function showChange(
  state: LiveState,
  before: LiveState,
): Promise<void> {
  if (isLive(state) !== isLive(before)) await setWatchdog(isLive(state));
  const { call } = state;
  if (call === before.call) return;
  await showBadge(call);
  if (call === null) return;
  const wasFailed =
    before.call?.iden === call.iden && callPhase(before.call) === "failed";
  if (callPhase(call) === "failed" && !wasFailed) await notifyFailure(call);
  await tellOrigin(call);
}
