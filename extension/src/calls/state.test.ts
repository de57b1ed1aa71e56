import { describe, expect, it } from "vitest";
import { callView } from "../testing/call-view.ts";
import { badgeText, callPhase, callSentence } from "./sentence.ts";
import {
  accepted,
  begun,
  type CurrentCall,
  cancelled,
  channelTurned,
  endRefused,
  endRequested,
  failed,
  isDismissible,
  isLive,
  type LiveState,
  NO_CALL,
  snapshotTaken,
  unfollowed,
  updated,
} from "./state.ts";

const wanted = {
  iden: "one",
  number: "+34915550123",
  purpose: "dial",
  origin: null,
} as const;
const AT = "2026-11-21T10:00:00.000Z";
const placed = accepted(begun(NO_CALL, wanted), "one");
const ringing = updated(placed, callView("one"), 5, AT);

function callOf(state: LiveState): CurrentCall {
  if (state.call === null) throw new Error("there is no call");
  return state.call;
}
function ended(part: Parameters<typeof callView>[1]): LiveState {
  return updated(ringing, callView("one", { state: "ended", ...part }), 9, AT);
}

describe("the current call", () => {
  it("goes from asked for to ended", () => {
    expect(callSentence(callOf(begun(NO_CALL, wanted)))).toBe(
      "Connecting to the gateway…",
    );
    expect(callSentence(callOf(placed))).toBe("Calling your phone…");
    expect(callSentence(callOf(ringing))).toBe(
      "Your phone is ringing. Pick it up.",
    );
    const over = ended({ outcome: "completed", endReason: "hangup" });
    expect(isLive(over)).toBe(false);
    expect(callSentence(callOf(over))).toBe("Call ended.");
  });

  it("ignores what is older than what it knows, and other calls", () => {
    expect(updated(ringing, callView("one", { state: "active" }), 5, AT)).toBe(
      ringing,
    );
    const other = updated(ringing, callView("two", { state: "ended" }), 6, AT);
    expect(other.call).toBe(ringing.call);
  });

  it("remembers a dialled number for redial, not a test", () => {
    expect(placed.lastNumber).toBe("+34915550123");
    const test = begun(placed, { ...wanted, purpose: "test", number: "101" });
    expect(test.lastNumber).toBe("+34915550123");
  });

  it("believes the channel more than a request that got no answer", () => {
    const unanswered = failed(begun(NO_CALL, wanted), "one", "No answer.");
    expect(isLive(unanswered)).toBe(false);
    const heard = updated(unanswered, callView("one"), 1, AT);
    expect(isLive(heard)).toBe(true);
    expect(failed(heard, "one", "No answer.")).toBe(heard);
  });
});

describe("a snapshot", () => {
  it("brings the call up to date", () => {
    const state = snapshotTaken(
      ringing,
      { calls: [callView("one", { state: "active" })], seq: 8, at: AT },
      "one",
    );
    expect(state.call?.view?.state).toBe("active");
    expect(state.seq).toBe(8);
  });

  it("closes a call that ended while nobody listened", () => {
    const state = snapshotTaken(ringing, { calls: [], seq: 8, at: AT }, "one");
    expect(callOf(state).closed).toBe("lost");
    expect(callPhase(callOf(state))).toBe("ended");
  });

  it("closes a call that was cut off before it was placed", () => {
    const state = snapshotTaken(
      begun(NO_CALL, wanted),
      { calls: [], seq: 8, at: AT },
      "one",
    );
    expect(callPhase(callOf(state))).toBe("failed");
    expect(callSentence(callOf(state))).toContain("before it was placed");
  });

  it("says nothing of a call that is being placed right now", () => {
    const state = snapshotTaken(placed, { calls: [], seq: 8, at: AT }, null);
    expect(isLive(state)).toBe(true);
  });

  it("sets the count anew, also downwards: it may be another database", () => {
    expect(
      snapshotTaken(
        { ...NO_CALL, seq: 900 },
        { calls: [], seq: 3, at: AT },
        null,
      ).seq,
    ).toBe(3);
  });
});

describe("hanging up", () => {
  it("is shown until the gateway speaks of it", () => {
    expect(callSentence(callOf(endRequested(ringing)))).toBe("Hanging up…");
  });

  it("before anything was dialled is a cancelled call", () => {
    const state = cancelled(endRequested(begun(NO_CALL, wanted)), "one");
    expect(callPhase(callOf(state))).toBe("ended");
    expect(callSentence(callOf(state))).toBe("You cancelled the call.");
  });

  it("may be tried again when the gateway could not", () => {
    const asked = endRequested(ringing);
    const callId = callView("one").callId;
    const state = endRefused(asked, callId, false);
    expect(callOf(state).endRequested).toBe(false);
    expect(callOf(state).notice).toContain("Hang up on your phone");
    expect(isLive(endRefused(asked, callId, true))).toBe(false);
    expect(endRefused(asked, "another", true)).toBe(asked);
  });
});

it("no longer follows when the gateway will not have us", () => {
  expect(callOf(unfollowed(ringing, "No.")).closed).toBe("lost");
  expect(callOf(unfollowed(placed, "No.")).failure).toBe("No.");
  expect(unfollowed(NO_CALL, "No.")).toBe(NO_CALL);
});

describe("a gateway that does not come back", () => {
  const NOW = new Date(2026, 10, 21, 10, 3).getTime();
  const talking = updated(ringing, callView("one", { state: "active" }), 6, AT);
  const lost = channelTurned(talking, "connecting", NOW, 60_000);
  const tried = (afterMs: number) =>
    channelTurned(lost, "connecting", NOW + afterMs, 60_000);

  it("leaves the call as it was for a minute, and then unknown since it was lost", () => {
    expect(callSentence(callOf(tried(59_999)))).toBe("In call");
    expect(isDismissible(tried(59_999))).toBe(false);
    const unknown = tried(60_000);
    expect(callSentence(callOf(unknown))).toBe(
      "Connection to the gateway lost. State unknown since 10:03.",
    );
    expect(badgeText(callOf(unknown))).toBe("?");
    expect(isLive(unknown)).toBe(true);
    expect(isDismissible(unknown)).toBe(true);
  });

  it("is believed again when it does", () => {
    const back = channelTurned(tried(90_000), "open", NOW, 60_000);
    expect(callSentence(callOf(back))).toBe("In call");
    expect(back.unheardSince).toBeNull();
    const again = channelTurned(back, "connecting", NOW + 100_000, 60_000);
    expect(callOf(again).unknownSince).toBeNull();
  });

  it("says nothing of a call that was over before", () => {
    const over = ended({ outcome: "completed", endReason: "hangup" });
    const state = channelTurned(over, "connecting", NOW, 0);
    expect(callSentence(callOf(state))).toBe("Call ended.");
    expect(state.unheardSince).toBeNull();
  });
});

describe("the story", () => {
  const texts = (state: LiveState) => callOf(state).story.map((l) => l.text);

  it("grows with what the live channel tells, each change once", () => {
    const active = callView("one", { state: "active" });
    const talking = updated(ringing, active, 6, "2026-11-21T10:00:05.000Z");
    const same = updated(talking, active, 7, AT);
    expect(callOf(same).story).toEqual([
      { at: AT, text: "A call to +34915550123 was ordered." },
      { at: AT, text: "Your phone rang." },
      { at: "2026-11-21T10:00:05.000Z", text: "You were connected." },
    ]);
  });

  it("marks what was found out after a gap", () => {
    const calls = [callView("one", { state: "active" })];
    const { story } = callOf(
      snapshotTaken(ringing, { calls, seq: 8, at: AT }, "one"),
    );
    expect(story.at(-1)).toEqual({
      at: AT,
      learntAt: AT,
      text: "You were connected.",
    });
  });

  it("begins anew with each call, and does not grow without end", () => {
    const held = callView("one", { state: "active", substate: "held" });
    const free = callView("one", { state: "active", substate: "none" });
    let state = ringing;
    for (let seq = 6; seq < 400; seq++)
      state = updated(state, seq % 2 === 0 ? held : free, seq, AT);
    expect(texts(state)).toHaveLength(100);
    expect(texts(state).at(-1)).toBe("The call was taken off hold.");
    expect(texts(begun(state, wanted))).toEqual([]);
  });
});

describe("words", () => {
  it.each([
    ["hangup", "ended", ""],
    ["cancelled_by_user", "ended", ""],
    ["a_no_answer", "failed", "!"],
    ["b_busy", "failed", "!"],
    ["pbx_unavailable", "failed", "!"],
  ] as const)("%s is %s", (endReason, phase, badge) => {
    const call = callOf(ended({ endReason }));
    expect(callPhase(call)).toBe(phase);
    expect(badgeText(call)).toBe(badge);
  });

  it("tells a good test from a bad one", () => {
    const test = updated(
      begun(NO_CALL, { ...wanted, purpose: "test" }),
      callView("one", {
        state: "ended",
        endReason: "hangup",
        legs: callView("one").legs.map((leg) => ({
          ...leg,
          answeredAt: "2026-11-21T10:00:03.000Z",
        })),
      }),
      1,
      AT,
    );
    expect(callSentence(callOf(test))).toContain("It works.");
  });

  it("puts the state on the badge", () => {
    expect(badgeText(null)).toBe("");
    expect(badgeText(callOf(ringing))).toBe("…");
    const active = updated(
      ringing,
      callView("one", { state: "active" }),
      6,
      AT,
    );
    expect(badgeText(callOf(active))).toBe("ON");
  });
});
