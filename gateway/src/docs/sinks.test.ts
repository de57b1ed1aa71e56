/** What the pages tell those who run sinks, beside what delivery does. */
import { expect, it } from "vitest";
import { testConfig } from "../config/testing.ts";
import { nextAttempt } from "../delivery/schedule.ts";
import { signatureHeaders } from "../delivery/signature.ts";
import { verdictOf } from "../delivery/verdict.ts";
import {
  ADMIN_GUIDE,
  block,
  CALLS,
  fences,
  read,
  rows,
} from "./testing-pages.ts";

const rules = testConfig().delivery;

it.each([ADMIN_GUIDE, CALLS])(
  "what %s says of a status is what becomes of the event",
  (page) => {
    const answers = rows(block(page, "sink-answers"));
    const said = (status: number) => {
      const named = (name: string) =>
        answers.find(([of = ""]) => of.split(/[ ,]+/).includes(name));
      const family = `${Math.floor(status / 100)}xx`;
      return (named(String(status)) ?? named(family))?.[1] ?? "";
    };
    const words = {
      delivered: /^delivered/,
      retry: /^again by the schedule/,
      dead: /^this event is given up/,
      stop: /^nothing more goes to this call's sink/,
    };
    for (let status = 200; status < 600; status += 1) {
      const { kind } = verdictOf(status, {}, 0);
      if (kind === "wait") throw new Error("no status means that");
      expect(said(status), String(status)).toMatch(words[kind]);
    }
  },
);

/** Such as `2 h 36 min`. */
function inWords(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const words = [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes > 0 ? [`${minutes} min`] : []),
  ];
  return words.join(" ");
}

it("the schedule is the one that is kept", () => {
  const waits: number[] = [];
  for (let tries = 1, at: number | undefined = 0; ; tries += 1) {
    at = nextAttempt({ tries, at: 0, notBefore: undefined }, rules, () => 0.5);
    if (at === undefined) break;
    waits.push(at / 1000);
  }
  const words = waits.map(inWords);
  const last = words.pop();
  const list = `${words.join(", ")} and ${last}`;
  const total = inWords(waits.reduce((sum, each) => sum + each, 0));
  const page = read(CALLS);
  expect(page).toContain(`at once, then ${list} after`);
  expect(page).toContain(`${waits.length + 1} attempts in about ${total}`);
  expect(read(ADMIN_GUIDE)).toContain(`after ${list},`);
});

it("the limits are those of the configuration", () => {
  const page = read(CALLS);
  const seconds = (ms: number) => ms / 1000;
  for (const text of [
    `have ${seconds(rules.totalTimeoutMs)} seconds in all (${seconds(rules.connectTimeoutMs)} of them`,
    `up to ${rules.concurrencyPerHost} to one host`,
    `of which ${rules.retryAfterMaxSeconds / 3600} hours count at most`,
    `up to ${rules.jitterPercent} % longer or shorter`,
    `kept for ${rules.deadDays} days`,
    `up to ${rules.holdSeconds / 60} minutes, and then`,
  ])
    expect(page).toContain(text);
});

it("the worked signature is the one that is sent", () => {
  const worked = fences(read(CALLS), "bash").find((text) =>
    text.startsWith("SIGNING="),
  );
  const [, secret = ""] = /^SIGNING=(\S+)/.exec(worked ?? "") ?? [];
  const [, id = "", time = "", body = ""] =
    /printf %s '(\w+\.\d+)\.(\d+)\.(.*)' \|/.exec(worked ?? "") ?? [];
  const headers = signatureHeaders([secret], {
    ...{ id, body, at: Number(time) * 1000 },
  });
  expect(headers["webhook-timestamp"]).toBe(time);
  expect(read(CALLS)).toContain(
    `\`\`\`text\n${headers["webhook-signature"]}\n\`\`\``,
  );
});
