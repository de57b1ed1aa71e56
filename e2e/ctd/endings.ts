/** Every way in which a program's call ends, and what sink and phones must tell of it. */
import type { Place } from "./accounts.ts";
import type { Does } from "./stage.ts";

const ANSWERS: Does = { kind: "answers" };
export const RINGS: Does = { kind: "rings" };

export type Case = {
  title: string;
  caller: Does;
  callee?: Does;
  /** Where that matters. */
  at?: { a: Place; b: Place };
  /** `DELETE` once the sink was told this. */
  endedAt?: string;
  story: string[];
  /** What the phones said and got. */
  callers: string[];
  callees?: string[];
  /** Least seconds of `callDuration`. */
  seconds?: number;
};

const BEGUN = ["initiating", "callingCaller"];
const DIALLED = [...BEGUN, "callingCallee"];
const TALKED = [...DIALLED, "connected"];
const RANG = ["got INVITE", "said 180"];
const ANSWERED = [...RANG, "said 200"];
export const GAVE_UP = [...RANG, "got CANCEL", "said 487"];

export const CASES: readonly Case[] = [
  {
    title: "hangUp: the caller hangs up",
    caller: { kind: "answers", talkMs: 2_600 },
    callee: ANSWERS,
    story: [...TALKED, "disconnected hangUp"],
    callers: [...ANSWERED, "said BYE"],
    callees: [...ANSWERED, "got BYE"],
    seconds: 1,
  },
  {
    title: "hangUp: the callee hangs up",
    caller: ANSWERS,
    callee: { kind: "answers", talkMs: 2_300 },
    story: [...TALKED, "disconnected hangUp"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...ANSWERED, "said BYE"],
    seconds: 2,
  },
  {
    title: "hangUp: DELETE while both talk",
    caller: ANSWERS,
    callee: ANSWERS,
    endedAt: "connected",
    story: [...TALKED, "disconnected hangUp"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...ANSWERED, "got BYE"],
  },
  {
    title: "hangUp: DELETE while the callee rings",
    caller: ANSWERS,
    callee: RINGS,
    endedAt: "callingCallee",
    story: [...DIALLED, "disconnected hangUp"],
    callers: [...ANSWERED, "got BYE"],
    callees: GAVE_UP,
  },
  {
    title: "hangUp: DELETE while the caller rings",
    caller: RINGS,
    endedAt: "callingCaller",
    story: [...BEGUN, "disconnected hangUp"],
    callers: GAVE_UP,
  },
  {
    title: "callerBusy",
    caller: { kind: "busy" },
    story: [...BEGUN, "disconnected callerBusy"],
    callers: [...RANG, "said 486"],
  },
  {
    title: "callerNoAnswer: rings out",
    caller: RINGS,
    story: [...BEGUN, "disconnected callerNoAnswer"],
    callers: GAVE_UP,
  },
  {
    title: "callerNoAnswer: the trunk gives up first",
    caller: RINGS,
    at: { a: "hasty", b: "inside" },
    story: [...BEGUN, "disconnected callerNoAnswer"],
    callers: GAVE_UP,
  },
  {
    title: "callerNoAnswer: temporarily unavailable",
    caller: { kind: "unavailable" },
    story: [...BEGUN, "disconnected callerNoAnswer"],
    callers: [...RANG, "said 480"],
  },
  {
    title: "callerFailure: no such user",
    caller: { kind: "unknown" },
    story: [...BEGUN, "disconnected callerFailure"],
    callers: [...RANG, "said 404"],
  },
  {
    title: "callerFailure: overloaded",
    caller: { kind: "overloaded" },
    story: [...BEGUN, "disconnected callerFailure"],
    callers: [...RANG, "said 503"],
  },
  {
    title: "callerFailure: the phone is dead",
    caller: { kind: "dead" },
    story: [...BEGUN, "disconnected callerFailure"],
    callers: ["got INVITE"],
  },
  {
    title: "callerAbandon",
    caller: { kind: "answers", talkMs: 900 },
    callee: RINGS,
    story: [...DIALLED, "disconnected callerAbandon"],
    callers: [...ANSWERED, "said BYE"],
    callees: GAVE_UP,
  },
  {
    title: "calleeBusy",
    caller: ANSWERS,
    callee: { kind: "busy" },
    story: [...DIALLED, "disconnected calleeBusy"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...RANG, "said 486"],
  },
  {
    title: "calleeNoAnswer: rings out",
    caller: ANSWERS,
    callee: RINGS,
    story: [...DIALLED, "disconnected calleeNoAnswer"],
    callers: [...ANSWERED, "got BYE"],
    callees: GAVE_UP,
  },
  {
    title: "calleeNoAnswer: the trunk gives up first",
    caller: ANSWERS,
    callee: RINGS,
    at: { a: "inside", b: "hasty" },
    story: [...DIALLED, "disconnected calleeNoAnswer"],
    callers: [...ANSWERED, "got BYE"],
    callees: GAVE_UP,
  },
  {
    title: "calleeNoAnswer: temporarily unavailable",
    caller: ANSWERS,
    callee: { kind: "unavailable" },
    story: [...DIALLED, "disconnected calleeNoAnswer"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...RANG, "said 480"],
  },
  {
    title: "calleeFailure: no such number",
    caller: ANSWERS,
    callee: { kind: "unknown" },
    story: [...DIALLED, "disconnected calleeFailure"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...RANG, "said 404"],
  },
  {
    title: "calleeFailure: overloaded",
    caller: ANSWERS,
    callee: { kind: "overloaded" },
    story: [...DIALLED, "disconnected calleeFailure"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...RANG, "said 503"],
  },
  {
    title: "other: the caller declines",
    caller: { kind: "declines" },
    story: [...BEGUN, "disconnected other"],
    callers: [...RANG, "said 603"],
  },
  {
    title: "other: the callee declines",
    caller: ANSWERS,
    callee: { kind: "declines" },
    story: [...DIALLED, "disconnected other"],
    callers: [...ANSWERED, "got BYE"],
    callees: [...RANG, "said 603"],
  },
];
