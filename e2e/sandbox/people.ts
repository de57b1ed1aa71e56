/** Who can be rung in the sandbox. All numbers are from a range set aside for films. */
import type { DisconnectionReason } from "@ringback/shared/ctd/schema.ts";
import type { PhoneScript } from "../../gateway/src/pbx/simulator/phones.ts";

const RING_MS = 600;
const TALK_MS = 5_000;

type Person = {
  number: string;
  about: string;
  does: PhoneScript;
  /** what a call of such a person ends with; absent: with nothing of itself, or never made */
  reason?: DisconnectionReason;
};

const rings = (more: Partial<PhoneScript> = {}): PhoneScript => ({
  ...{ does: "answer", afterMs: RING_MS },
  ...more,
});

/** Terminals of the gateway: those that can be a caller. */
export const CALLERS: Readonly<Record<string, Person & { extension: string }>> =
  {
    alice: {
      ...{ extension: "101", number: "+442079460101" },
      about: "answers",
      does: rings(),
    },
    bob: {
      ...{ extension: "102", number: "+442079460102" },
      about: "is busy",
      does: { does: "busy", afterMs: RING_MS },
      reason: "callerBusy",
    },
    carol: {
      ...{ extension: "103", number: "+442079460103" },
      about: "does not answer",
      does: { does: "noanswer" },
      reason: "callerNoAnswer",
    },
    dave: {
      ...{ extension: "104", number: "+442079460104" },
      about: "has no phone switched on",
      does: { does: "unregistered" },
    },
  };

/** Numbers outside: those that can be a callee only. */
export const CALLEES: readonly Person[] = [
  { number: "+442079460111", about: "answers", does: rings() },
  {
    number: "+442079460112",
    about: "is busy",
    does: { does: "busy", afterMs: RING_MS },
    reason: "calleeBusy",
  },
  {
    number: "+442079460113",
    about: "does not answer",
    does: { does: "noanswer" },
    reason: "calleeNoAnswer",
  },
  {
    number: "+442079460114",
    about: "declines",
    does: { does: "decline", afterMs: RING_MS },
    reason: "other",
  },
  {
    number: "+442079460115",
    about: "answers, and hangs up after five seconds",
    does: rings({ hangupAfterMs: TALK_MS }),
    reason: "hangUp",
  },
];

/** What the parties of the program that signs in with a key are shown. */
export const MASK = "+442079460119";
