import {
  END_REASONS,
  type EndReason,
  type Outcome,
} from "@ringback/shared/call/states.ts";
import { CALL_STATUSES } from "@ringback/shared/ctd/schema.ts";
import { describe, expect, it } from "vitest";
import type { LegRow, Snapshot } from "../../calls/snapshot.ts";
import { NOW, testRow } from "../../calls/testing-rows.ts";
import { statusChanged } from "./events.ts";
import { durationOf, endingOf, eventStateOf, statusOf } from "./projection.ts";

function leg(role: "a" | "b"): LegRow {
  return {
    ...{ call_id: "01jd0000000000000000000001", role, state: "ended" },
    ...{ channel: null, unique_id: null, dial_status: null, q850: null },
    ...{ started_at: NOW, ringing_at: null, answered_at: null },
    ended_at: NOW,
  };
}

function ended(
  end_reason: EndReason,
  outcome: Outcome = "failed",
  changes: Partial<Snapshot["call"]> = {},
): Snapshot {
  return {
    call: {
      ...testRow({ client_id: "crm" }),
      ...{ state: "ended", end_reason, outcome, ended_at: NOW + 5_900 },
      ...changes,
    },
    legs: [leg("a")],
  };
}

describe("how a call ended", () => {
  it.each([
    ["a_busy", "callerBusy"],
    ["a_no_answer", "callerNoAnswer"],
    ["a_unreachable", "callerFailure"],
    ["a_failed", "callerFailure"],
    ["cancelled_by_caller", "callerAbandon"],
    ["b_busy", "calleeBusy"],
    ["b_no_answer", "calleeNoAnswer"],
    ["b_unreachable", "calleeFailure"],
    ["b_unknown_number", "calleeFailure"],
    ["b_congestion", "calleeFailure"],
    ["b_failed", "calleeFailure"],
    ["a_rejected", "other"],
    ["b_rejected", "other"],
    ["deadline", "other"],
    ["resync", "other"],
  ] as const)("%s is %s", (reason, word) => {
    expect(endingOf(ended(reason))).toEqual({
      state: "disconnected",
      reason: word,
    });
  });

  it("a conversation that is over was hung up, whoever did it", () => {
    for (const reason of ["hangup", "max_duration", "deadline", "resync"]) {
      const known = END_REASONS.find((each) => each === reason) ?? "b_failed";
      expect(endingOf(ended(known, "completed"))).toEqual({
        state: "disconnected",
        reason: "hangUp",
      });
    }
  });

  it("a DELETE is hangUp", () => {
    const call = ended("cancelled_by_user", "cancelled", { ended_by: "user" });
    expect(endingOf(call)).toEqual({ state: "disconnected", reason: "hangUp" });
  });

  it.each(["pbx_refused", "pbx_unavailable", "a_unreachable"] as const)(
    "%s without any leg is failed, and has no reason",
    (reason) => {
      const call = { ...ended(reason), legs: [] };
      expect(endingOf(call)).toEqual({ state: "failed" });
      const event = statusChanged(undefined, call, told);
      expect(event?.data.status).toEqual({ state: "failed" });
      expect(event?.data).not.toHaveProperty("callDuration");
    },
  );
});

describe("the duration", () => {
  it("counts whole seconds from the bridge", () => {
    const call = ended("hangup", "completed", { answered_at: NOW });
    expect(durationOf(call)).toBe("5");
  });

  it("is 0 for a call that never connected", () => {
    expect(durationOf(ended("a_busy"))).toBe("0");
  });
});

describe("states", () => {
  it.each([
    ["created", "initiating"],
    ["alerting_a", "callingCaller"],
    ["alerting_b", "callingCallee"],
    ["connecting", "callingCallee"],
    ["active", "connected"],
  ] as const)("%s is %s", (state, word) => {
    const call = { call: testRow({ state }), legs: [] };
    expect(eventStateOf(call)).toBe(word);
    expect(statusOf(call)).toBe(word);
    expect(CALL_STATUSES).toContain(word);
  });

  it("an end that the PBX was told of is no event yet, and over for who ordered it", () => {
    const row = testRow({ state: "ending", ended_by: "user", hangup_told: 1 });
    expect(eventStateOf({ call: row, legs: [] })).toBe(undefined);
    expect(statusOf({ call: row, legs: [] })).toBe("disconnected");
  });

  it.each([
    ["while the gateway ends it", { ended_by: "gateway", hangup_told: 1 }],
    ["whose end the PBX could not be told", { ended_by: "user" }],
  ] as const)("a call %s stays what it was", (_, ending) => {
    const row = testRow({ state: "ending", ...ending });
    expect(eventStateOf({ call: row, legs: [] })).toBe(undefined);
    expect(statusOf({ call: row, legs: [] })).toBe("initiating");
    expect(statusOf({ call: row, legs: [leg("a")] })).toBe("callingCaller");
    expect(statusOf({ call: row, legs: [leg("a"), leg("b")] })).toBe(
      "callingCallee",
    );
    const talked = { ...row, answered_at: NOW };
    expect(statusOf({ call: talked, legs: [] })).toBe("connected");
  });
});

describe("events", () => {
  it("none for a change the API has no word for", () => {
    const before = { call: testRow({ state: "alerting_b" }), legs: [] };
    const after = { call: testRow({ state: "connecting" }), legs: [] };
    expect(statusChanged(before, after, told)).toBe(undefined);
  });

  it("exactly the members that both documents ask for", () => {
    const call = ended("b_busy", "busy", {
      ...{ caller_number: "+34911111111", callee_number: "+34922222222" },
      version: 7,
    });
    expect(statusChanged(undefined, call, told)).toEqual({
      id: `${call.call.id}.7`,
      source: "https://ringback.example/click-to-dial",
      specversion: "1.0",
      type: "org.camaraproject.click-to-dial.v0.status-changed",
      time: "2027-01-15T08:00:01.000Z",
      datacontenttype: "application/json",
      subject: `/calls/${call.call.id}`,
      data: {
        callId: call.call.id,
        caller: "+34911111111",
        callee: "+34922222222",
        status: { state: "disconnected", reason: "calleeBusy" },
        timestamp: "2027-01-15T08:00:00.000Z",
        callDuration: "0",
      },
    });
  });
});

const told = {
  at: NOW,
  time: NOW + 1000,
  source: "https://ringback.example/click-to-dial",
};
