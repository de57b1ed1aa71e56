/** The words of `ringback deliveries` beside the guide that explains them. */
import { expect, it } from "vitest";
import type {
  AttemptReason,
  DeadReason,
  HttpReason,
  RetryReason,
  StopReason,
} from "../delivery/reasons.ts";
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
