/** A press this soon after the control came or moved was meant for what was there before. */
const SETTLED_AFTER_MS = 250;

export type PressFacts = {
  /** made by a person, not by the page's script */
  trusted: boolean;
  /** when the control last came or moved, and now */
  placedAt: number;
  now: number;
  /** nothing lies over the control, it is not faded or shrunk; as far as the browser can tell */
  seen: boolean;
};

export type Verdict = "call" | "ignore" | "covered";

/** Whether a press on the control was a person's, for the number the person saw. */
export function judgePress({
  trusted,
  placedAt,
  now,
  seen,
}: PressFacts): Verdict {
  if (!trusted || now - placedAt < SETTLED_AFTER_MS) return "ignore";
  return seen ? "call" : "covered";
}
