import type { CallView } from "@ringback/shared/call/view.ts";

/** A call as the gateway would tell it, ringing at the person's own phone. */
export function callView(iden: string, part: Partial<CallView> = {}): CallView {
  return {
    callId: "01jd0000000000000000000000",
    iden,
    state: "alerting_a",
    substate: "none",
    outcome: null,
    endReason: null,
    endedBy: null,
    cause: null,
    destination: "+34915550123",
    destinationE164: "+34915550123",
    legs: [
      {
        role: "a",
        state: "ringing",
        ringingAt: "2026-11-21T10:00:00.000Z",
        answeredAt: null,
        endedAt: null,
        cause: null,
      },
    ],
    createdAt: "2026-11-21T10:00:00.000Z",
    answeredAt: null,
    endedAt: null,
    endedAtApproximate: false,
    ...part,
  };
}
