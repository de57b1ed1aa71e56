import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { A_RINGS, ALL_GONE, B_RINGS, TALK, track } from "./testing-tracker.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("tells a whole call in order", () => {
  const { tell, told, outcome, done } = track();
  tell(...TALK, "Hold a", "Unhold a", "HangupRequest b 16");
  expect(told()).toEqual([
    "a dialing",
    "a ringing",
    "a ringing",
    "a answered",
    "a answered",
    "alerting_b",
    "b dialing",
    "b ringing",
    "connecting",
    "b answered",
    "active",
    "b answered",
    "held",
  ]);
  tell("report b ANSWER 16", ...ALL_GONE);
  expect(outcome()).toBe("completed hangup callee");
  expect(done()).toBe(1);
});

it("decides nothing while a channel is left, and waits for a report that lags", () => {
  const { tell, end } = track();
  tell(...A_RINGS, "Hangup a 17", "report a BUSY 17", "Hangup x 17");
  vi.advanceTimersByTime(10_000);
  expect(end()).toBeUndefined();
  tell("Hangup x-2 17");
  expect(end()).toMatchObject({ outcome: "busy" });

  const late = track();
  late.tell(...A_RINGS, "Hangup a 0", "Hangup x 16", "Hangup x-2 16");
  vi.advanceTimersByTime(299);
  expect(late.end()).toBeUndefined();
  late.tell("report a NOANSWER 0");
  expect(late.end()).toMatchObject({ outcome: "no_answer" });
});

it("the leg that failed keeps its own cause", () => {
  const { tell, moves } = track();
  tell(
    ...B_RINGS,
    "Hangup b 17",
    "report b BUSY 17",
    "Hangup x 17",
    "Hangup x-2 17",
    "Hangup a 16",
  );
  expect(moves.at(-1)?.legs).toEqual([
    { role: "b", state: "ended", cause: 17 },
  ]);
});

describe("several phones of A", () => {
  const TWO = [
    "Newchannel x",
    "Newchannel x-2",
    "Newchannel a",
    "DialBegin x-2>a",
    "Newchannel c",
    "DialBegin x-2>c",
    "DialState x-2>a RINGING",
  ];

  it("one declines, the other answers: it was no end of the call", () => {
    const { tell, told, outcome } = track();
    tell(...TWO, "HangupRequest c 21", "DialEnd x-2>c NOANSWER", "Hangup c 21");
    expect(told()).not.toContain("a ended");
    tell(
      "DialEnd x-2>a ANSWER",
      "report a ANSWER 0",
      "Newchannel b",
      "DialBegin x>b",
      "DialEnd x>b ANSWER",
      "BridgeEnter x",
    );
    tell("HangupRequest b 16", "report b ANSWER 16", ...ALL_GONE);
    expect(outcome()).toBe("completed hangup callee");
  });

  it("one is busy, the other rings out: no answer", () => {
    const { tell, outcome } = track();
    tell(
      ...TWO,
      "Hangup c 17",
      "Hangup a 0",
      "report a NOANSWER 0",
      "Hangup x 16",
      "Hangup x-2 16",
    );
    expect(outcome()).toBe("no_answer a_no_answer caller");
  });

  it("the loser of the race says nothing", () => {
    const { tell, told } = track();
    tell(...TWO, "DialEnd x-2>c CANCEL", "DialEnd x-2>a ANSWER", "Hangup c 26");
    expect(told().at(-1)).toBe("a answered");
  });
});

describe("what the PBX does with leg B", () => {
  it("rings one after another: leg B is over with the last", () => {
    const { tell, told, outcome } = track();
    tell(...B_RINGS, "DialEnd x>b BUSY", "Hangup b 17");
    expect(told()).not.toContain("b ended");
    tell(
      "Newchannel c",
      "DialBegin x>c",
      "DialEnd x>c ANSWER",
      "BridgeEnter x",
      "HangupRequest c 16",
    );
    tell(
      "Hangup c 16",
      "report b ANSWER 16",
      "Hangup x 16",
      "Hangup x-2 16",
      "Hangup a 16",
    );
    expect(outcome()).toBe("completed hangup callee");
  });

  it("a voicemail behind a busy phone is talked to, until the caller hangs up", () => {
    const { tracker, tell, outcome } = track();
    tell(...B_RINGS, "HangupRequest b 17", "DialEnd x>b BUSY", "Hangup b 17");
    expect(tracker.wantsProbe).toBe(false);
    vi.advanceTimersByTime(2_000);
    expect(tracker.wantsProbe).toBe(true);
    tracker.talk();
    expect(tracker.wantsProbe).toBe(false);
    tell(
      "HangupRequest a 16",
      "report b BUSY 17",
      "Hangup a 16",
      "Hangup x 16",
      "Hangup x-2 16",
    );
    expect(outcome()).toBe("completed hangup caller");
  });

  it("takes the Local channel out: both talk on, and it ends with the last of them", () => {
    const { tell, end, outcome } = track();
    tell(...TALK, "report b ANSWER 16", "Hangup x-2 16", "Hangup x 16");
    vi.advanceTimersByTime(60_000);
    expect(end()).toBeUndefined();
    tell("HangupRequest b 16", "Hangup b 16");
    expect(end()).toBeUndefined();
    tell("Hangup a 16");
    expect(outcome()).toBe("completed hangup callee");
  });

  it("a blind transfer by A is no end", () => {
    const { tell, end, told } = track();
    tell(...TALK, "BlindTransfer a", "Hangup a 16");
    expect(end()).toBeUndefined();
    expect(told().slice(-2)).toEqual(["transferring", "a ended"]);
  });

  it("is not asked while somebody is being dialled, or before A answered", () => {
    const { tracker, tell } = track();
    tell(...A_RINGS);
    vi.advanceTimersByTime(10_000);
    expect(tracker.wantsProbe).toBe(false);
    tell(...B_RINGS.slice(A_RINGS.length));
    vi.advanceTimersByTime(10_000);
    expect(tracker.wantsProbe).toBe(false);
  });
});

describe("an Originate that failed", () => {
  it("before any channel is the whole story", () => {
    const { tracker, outcome } = track();
    expect(tracker.isWaiting).toBe(true);
    tracker.refused();
    expect(outcome()).toBe("failed pbx_refused pbx");
  });

  it("after channels were made waits for their own story", () => {
    const { tracker, tell, end } = track();
    tell(...A_RINGS);
    expect(tracker.isWaiting).toBe(false);
    tracker.refused();
    vi.advanceTimersByTime(1_000);
    expect(end()).toBeUndefined();
  });
});

it("says nothing more once it is closed", () => {
  const { tracker, tell, moves } = track();
  tell(...A_RINGS, "Hangup a 0", "Hangup x 16", "Hangup x-2 16");
  tracker.close();
  const told = moves.length;
  tell("DialEnd x-2>a ANSWER", "report a ANSWER 0");
  vi.advanceTimersByTime(1_000);
  expect(moves).toHaveLength(told);
});
