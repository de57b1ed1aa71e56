/** Calls from the popup: phones, database, live channel and what Firefox shows tell the same story. */
import type { CallView } from "@ringback/shared/call/view.ts";
import {
  endedSentence,
  progressSentence,
} from "@ringback/shared/call/words.ts";
import { placedIden, saw } from "../../proof/agree.ts";
import { expectEnding } from "./agree.ts";
import { expect, test } from "./fixture.ts";

const DESTINATION = "+34911234567";
const HUNG_UP = {
  outcome: "completed",
  reason: "hangup",
  by: "user",
  cause: 16,
} as const;
/** What the popup says of itself, before the gateway's first word and after the wish to hang up. */
const OWN_WORDS = [
  "Connecting to the gateway…",
  "Calling your phone…",
  "Hanging up…",
];

function sentencesOf(story: readonly CallView[]): string[] {
  const live = story.filter(({ state }) => state !== "ended");
  const over = story.filter(({ state }) => state === "ended");
  return [
    ...OWN_WORDS,
    ...live.map(progressSentence),
    ...over.map(endedSentence),
  ];
}

/** Notes where "Hang up" stands, and when the line about the lost connection has come and gone. */
const watchHangUp = `void (() => {
  globalThis.places = new Set();
  globalThis.reconnected = false;
  let lost = false;
  const look = () => {
    const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Hang up");
    places.add(button.getBoundingClientRect().top);
    const now = document.body.textContent.includes("Reconnecting to the gateway");
    if (lost && !now) reconnected = true;
    lost = now;
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
})()`;

test("dialled, answered by both, told step by step, hung up", async ({
  phone,
  dialer,
  live,
  records,
  keep,
}) => {
  const alice = await phone("alice", { kind: "answers", ringMs: 900 });
  const outside = await phone("trunk", { kind: "answers", ringMs: 900 });
  const before = live.frames.length;
  await dialer.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await expect.poll(() => dialer.status()).toBe("In call");
  await live.until(iden, (call) => call.state === "active");
  await expect.poll(() => alice.heard(outside)).toBeGreaterThan(5);
  await expect.poll(() => outside.heard(alice)).toBeGreaterThan(5);
  await expect.poll(() => dialer.elapsed()).toMatch(/^00:(?!00)\d\d$/);
  await keep(dialer.page, "in-call");

  await dialer.hangUp();
  const last = await expectEnding(iden, HUNG_UP, {
    live,
    records,
    told: () => dialer.status(),
  });
  await alice.waitFor(({ method }) => method === "BYE");
  await outside.waitFor(({ method }) => method === "BYE");

  const said = await dialer.said();
  expect(sentencesOf(live.story(iden))).toEqual(expect.arrayContaining(said));
  const waited = [
    "Your phone is ringing. Pick it up.",
    "Ringing the other party…",
    "In call",
    endedSentence(last),
  ];
  expect(said.filter((each) => waited.includes(each))).toEqual(waited);
  await keep(dialer.page, "ended");
});

test("the user's phone is busy", async ({
  phone,
  dialer,
  live,
  records,
  keep,
}) => {
  const alice = await phone("alice", { kind: "busy" });
  const outside = await phone("trunk", { kind: "answers" });
  const before = live.frames.length;
  await dialer.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await expectEnding(
    iden,
    { outcome: "busy", reason: "a_busy", by: "caller", cause: 17 },
    { live, records, told: () => dialer.status() },
  );
  expect(saw(alice, "sent", 486)).toBe(true);
  expect(outside.messages()).toHaveLength(0);
  await keep(dialer.page, "a-busy");
});

test("the other party is busy", async ({
  phone,
  dialer,
  live,
  records,
  keep,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const outside = await phone("trunk", { kind: "busy" });
  const before = live.frames.length;
  await dialer.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await expectEnding(
    iden,
    { outcome: "busy", reason: "b_busy", by: "callee", cause: 17 },
    { live, records, told: () => dialer.status() },
  );
  expect(saw(outside, "sent", 486)).toBe(true);
  await alice.waitFor(
    ({ method, direction }) => method === "BYE" && direction === "received",
  );
  await keep(dialer.page, "b-busy");
});

test("the event page is stopped in the middle of a call: the popup still shows it and hangs it up", async ({
  firefox,
  phone,
  dialer,
  live,
  records,
}) => {
  const alice = await phone("alice", { kind: "answers" });
  const outside = await phone("trunk", { kind: "answers" });
  const before = live.frames.length;
  await dialer.dial(DESTINATION);
  const iden = await placedIden(live, before);
  await expect.poll(() => dialer.status()).toBe("In call");
  const { page } = dialer;
  const background = (what: string) =>
    page.evaluate(`browser.runtime.getBackgroundPage().then((it) => ${what})`);
  await background("void (it.before = true)");

  await page.evaluate(watchHangUp);
  await firefox.window.terminateBackground();
  expect(await dialer.status()).toBe("In call");
  // The popup wakes the background, which connects again.
  await expect.poll(() => page.evaluate("reconnected")).toBe(true);
  expect(await page.evaluate("[...places]")).toHaveLength(1);

  await firefox.window.terminateBackground();
  await page.goto(firefox.address("popup.html"));
  await expect.poll(() => dialer.status()).toBe("In call");
  expect(await dialer.elapsed()).toMatch(/^00:\d\d$/);

  await dialer.hangUp();
  await expectEnding(iden, HUNG_UP, {
    live,
    records,
    told: () => dialer.status(),
  });
  await alice.waitFor(({ method }) => method === "BYE");
  await outside.waitFor(({ method }) => method === "BYE");
  expect(await background("it.before ?? false")).toBe(false);
});
