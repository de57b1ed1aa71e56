/** A guard until the test is over, and what became of a request through it. */
import { onTestFinished } from "vitest";
import { makeAuthority } from "../testing.ts";
import { guardRules } from "../testing-bench.ts";
import type { Answer } from "./exchange.ts";
import { RequestFault, SinkRefused } from "./fault.ts";
import { Guard, type GuardParts, type GuardRules } from "./guard.ts";

export const authority = makeAuthority();

export function guard(
  rules: Partial<GuardRules> = {},
  parts: GuardParts = {},
): Guard {
  const made = new Guard(guardRules(rules), { ca: authority.ca, ...parts });
  onTestFinished(() => made.close());
  return made;
}

/** It lets requests go to this machine. */
export const local = (rules: Partial<GuardRules> = {}): Guard =>
  guard({ allow: ["127.0.0.0/8"], ...rules });

export function post(of: Guard, url: string, body = "{}"): Promise<Answer> {
  return of.request({ url, method: "POST", body: Buffer.from(body) });
}

/** "answered", or why not. */
export const code = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "answered",
    (fault: unknown) =>
      fault instanceof RequestFault
        ? fault.code
        : fault instanceof SinkRefused
          ? "refused"
          : fault,
  );
