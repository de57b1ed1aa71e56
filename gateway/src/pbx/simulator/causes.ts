/** Q.850 causes by number, in the words of Asterisk's `Cause-txt`. */
const TEXTS: Readonly<Record<number, string>> = {
  0: "Unknown",
  1: "Unallocated (unassigned) number",
  3: "No route to destination",
  16: "Normal Clearing",
  17: "User busy",
  18: "No user responding",
  19: "User alerting, no answer",
  20: "Subscriber absent",
  21: "Call Rejected",
  23: "Redirected to new destination",
  26: "Answered elsewhere",
  28: "Invalid number format",
  34: "Circuit/channel congestion",
  38: "Network out of order",
  42: "Switching equipment congestion",
};

export function causeText(cause: number): string {
  return TEXTS[cause] ?? "Unknown";
}

/** SIP answers that end a ringing phone, with the cause Asterisk makes of them. */
export const SIP_CAUSES: Readonly<Record<number, number>> = {
  404: 1,
  480: 19,
  486: 17,
  503: 34,
  603: 21,
};

/** How Dial sums a failed leg up: for its own event `DialEnd` and for the variable DIALSTATUS, which differ. */
export function dialFailure(cause: number): {
  dialEnd: string;
  dialStatus: string;
} {
  if (cause === 17) return { dialEnd: "BUSY", dialStatus: "BUSY" };
  if (cause === 34 || cause === 38 || cause === 42)
    return { dialEnd: "CONGESTION", dialStatus: "CONGESTION" };
  if (cause === 19) return { dialEnd: "NOANSWER", dialStatus: "NOANSWER" };
  return { dialEnd: "NOANSWER", dialStatus: "CHANUNAVAIL" };
}
