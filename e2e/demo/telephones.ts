import type { CallView } from "@ringback/shared/call/view.ts";
import type { AmiAddress } from "../asterisk/ami.ts";
import type { Live } from "../gateway/client.ts";

/** Something that happened to the call, when, and who saw it. */
export type Sighting = { at: number; proof: string };

/** Where the demo looks for what the two telephones do with its one call. */
export type Witness = { live: Live; iden: string };

export type LegEvent = "ringing" | "answered" | "hungUp";

/** How much of the other's voice each telephone has heard, in frames of 20 ms. */
export type Talk = { a: number; b: number };

/** The PBX of the demo with two telephones on it: leg A the user's own, leg B the outside party. */
export type Telephones = {
  /** for people: what plays the PBX here */
  name: string;
  ami: AmiAddress;
  see(
    witness: Witness,
    leg: "a" | "b",
    event: LegEvent,
    timeoutMs: number,
  ): Promise<Sighting>;
  /** undefined: these telephones have no voice. Resolves early where enough was heard. */
  talk(timeoutMs: number): Promise<Talk | undefined>;
  stop(): Promise<void>;
};

export const ENDPOINT = "alice";
export const EXTENSION = "101";
/** Long enough to be seen ringing. */
export const RING_MS = { a: 900, b: 1200 } as const;

/** Frames of voice that are no accident: half a second of them. */
export const ENOUGH_FRAMES = 25;

export function legOf(call: CallView, role: "a" | "b") {
  return call.legs.find((leg) => leg.role === role);
}
