import type { Play } from "../conformance/cases.ts";
import type { PhoneScript } from "./phones.ts";

const DOES: Partial<Record<Play["does"], PhoneScript["does"]>> = {
  answers: "answer",
  holds: "answer",
  transfers: "answer",
  redirects: "redirect",
  rings: "noanswer",
  busy: "busy",
  declines: "decline",
  unavailable: "unavailable",
  nosuch: "nosuch",
  overloaded: "congestion",
  dead: "dead",
  absent: "unregistered",
};

/** A simulated phone that does what the conformance case says. */
export function scriptOf({ does, talkMs }: Play): PhoneScript {
  const played = DOES[does];
  if (played === undefined) throw new Error(`no simulated phone ${does}`);
  return {
    does: played,
    afterMs: 20,
    ...(talkMs !== undefined &&
      does === "answers" && { hangupAfterMs: talkMs }),
  };
}
