/** The words of `ringback deliveries` beside the guide that explains them. */
import { expect, it } from "vitest";
import type {
  AttemptReason,
  DeadReason,
  HttpReason,
  RetryReason,
  StopReason,
} from "../delivery/reasons.ts";
import { verdictOf } from "../delivery/verdict.ts";
import { ADMIN_GUIDE, block, codes, rows } from "./testing-pages.ts";

type Worded<Reason extends string> = Record<Exclude<Reason, HttpReason>, true>;

// Records, so that a new word is a type error here.
const STOPS: Worded<StopReason> = {
  gone: true,
  credential_refused: true,
  credential_expired: true,
  address_refused: true,
  token_refused: true,
};
const DEAD: Worded<DeadReason> = {
  exhausted: true,
  superseded: true,
  closed: true,
};
const RETRIED: Worded<RetryReason> = {
  E_DNS: true,
  E_ADDRESS: true,
  E_CONNECT: true,
  E_TLS: true,
  E_TIMEOUT: true,
  E_PROTOCOL: true,
  no_consent: true,
  rate_limited: true,
  token_unavailable: true,
  credential_unreadable: true,
  internal: true,
};

const told = (name: string) =>
  new Map(
    rows(block(ADMIN_GUIDE, name)).map(([word, , retried = "", todo = ""]) => [
      codes(word)[0],
      { retried, todo },
    ]),
  );

it("each word of a dead letter is in the guide, and no other", () => {
  const words = told("dead-reasons");
  const known = [...Object.keys(STOPS), ...Object.keys(DEAD), "http_NNN"];
  expect([...words.keys()].sort()).toEqual(known.sort());
  for (const word of Object.keys(STOPS))
    expect(words.get(word)?.retried, word).toMatch(/^no; nothing more/);
  for (const { todo } of words.values()) expect(todo).not.toBe("");
});

it("each word of an attempt is in the guide, and no other", () => {
  const words = told("attempt-reasons");
  const known: Record<Exclude<AttemptReason, HttpReason>, true> = {
    ...STOPS,
    ...RETRIED,
  };
  const own = Object.keys(known).filter((word) => !(word in STOPS));
  expect([...words.keys()].sort()).toEqual([...own, "http_NNN"].sort());
  for (const word of own) expect(words.get(word)?.retried, word).toBe("yes");
  for (const { todo } of words.values()) expect(todo).not.toBe("");
});

it("what the guide says of a status is what becomes of the event", () => {
  const answers = rows(block(ADMIN_GUIDE, "sink-answers"));
  const said = (status: number) => {
    const family = `${Math.floor(status / 100)}xx`;
    const row =
      answers.find(([of = ""]) => of.split(/[ ,]+/).includes(String(status))) ??
      answers.find(([of = ""]) => of.split(/[ ,]+/).includes(family));
    return row?.[1] ?? "";
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
});
