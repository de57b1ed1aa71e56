/** After events were missed: what the PBX still has of a call, or what its dialplan wrote down of it (design §3). */
import { LEG_ROLES } from "@ringback/shared/call/states.ts";
import type { BelievedCall, LegChange, Move } from "../port.ts";
import {
  AmiError,
  type AmiMessage,
  type AmiTransport,
} from "./ami/transport.ts";
import {
  type LegReport,
  parseStoredReport,
  reportFamilies,
} from "./dialplan.ts";
import { channelsOfA } from "./sides.ts";
import type { Tracker } from "./tracker.ts";
import { type Facts, verdict } from "./verdict.ts";

/** Every channel of the PBX, once for all calls. Rejects with AmiError. */
export async function readChannels(ami: AmiTransport): Promise<AmiMessage[]> {
  const list = await ami.list({ action: "CoreShowChannels" });
  return list.filter((each) => each.get("Event") === "CoreShowChannel");
}

/** Those of one call: Linkedid is iden, or `<iden>-2` in some calls of Asterisk 16. */
export function channelsOf(
  iden: string,
  channels: readonly AmiMessage[],
): AmiMessage[] {
  const names = new Set([iden, `${iden}-2`]);
  return channels.filter(
    (each) =>
      names.has(each.get("Linkedid") ?? "") ||
      names.has(each.get("Uniqueid") ?? ""),
  );
}

/** Tells a fresh tracker what the channels say. */
export function adoptChannels(
  tracker: Tracker,
  call: BelievedCall,
  channels: readonly AmiMessage[],
): void {
  const first = channels.find((each) => each.get("Uniqueid") === call.iden);
  const second = channels.find(
    (each) => each.get("Uniqueid") === `${call.iden}-2`,
  );
  const isBridged = (first?.get("BridgeId") ?? "") !== "";
  // Optimised away, L;1 is gone while both talk on in one bridge.
  const talkOn =
    first === undefined &&
    (call.answered ||
      (second === undefined && channels.some((each) => each.get("BridgeId"))));
  const answeredA =
    talkOn ||
    first?.get("ChannelStateDesc") === "Up" ||
    call.legs.some((leg) => leg.role === "a" && leg.state === "answered");
  const ofA = channelsOfA(call, channels, answeredA);
  for (const channel of channels) {
    const uniqueId = channel.get("Uniqueid") ?? "";
    const local = channel === first || channel === second;
    tracker.adopt(uniqueId, local ? "local" : ofA.has(uniqueId) ? "a" : "b");
  }
  tracker.resume({
    isNews: call.state === "created",
    answeredA,
    active: isBridged || talkOn,
    dialling:
      first !== undefined && isDialling(first) && !isBridged && answeredA,
  });
}

/** Whether L;1, after A's answer, listens to a voicemail, an IVR, a conference or a queue, as against ringing somebody. */
export function isListening(channel: AmiMessage): boolean {
  return channel.get("ChannelStateDesc") === "Up" && !isDialling(channel);
}

function isDialling(channel: AmiMessage): boolean {
  const application = channel.get("Application") ?? "";
  return ["", "Dial", "AppDial", "AppDial2", "FollowMe"].includes(application);
}

/** What became of a call that has no channel any more, from AstDB; where nothing was written, from what was reached. */
export async function movesFromRecords(
  ami: AmiTransport,
  call: BelievedCall,
  answeredProbeMs: number,
  now: number,
): Promise<Move[]> {
  const reports = await readReports(ami, call.iden, now);
  const last = reports.b ?? reports.a;
  // An answer of A alone is no end: the target's own report is missing.
  if (
    last === undefined ||
    (reports.b === undefined && last.status === "ANSWER")
  ) {
    const outcome = call.answered ? "completed" : "failed";
    const end = { outcome, reason: "resync", by: "pbx" } as const;
    return [{ at: now, end: { ...end, approximate: true } }];
  }
  const facts: Facts = {
    reports,
    causes: {},
    dialStatus: {},
    answeredA: reports.a?.status === "ANSWER" || reports.b !== undefined,
    aliveA: true,
    active: call.answered,
    answeredProbeMs,
  };
  // The PBX's clock may be ahead; nothing that is known now happened later.
  const at = Math.min(last.at ?? now, now);
  const end = verdict(facts);
  const told: Move = { at, legs: endedLegs(reports), end };
  const { b } = reports;
  if (end.outcome !== "completed" || call.answered || b === undefined) {
    return [told];
  }
  // Nobody heard that they began to talk: the length of their talk tells when.
  return [{ at: at - b.answeredSeconds * 1000, ...TALK }, told];
}

const TALK: Omit<Move, "at"> = {
  state: "active",
  legs: [
    { role: "a", state: "answered" },
    { role: "b", state: "answered" },
  ],
};

/** A leg that was reported was on the wire, whether anybody heard of it or not. */
function endedLegs(reports: Facts["reports"]): LegChange[] {
  return LEG_ROLES.flatMap((role): LegChange[] => {
    const report = reports[role];
    if (report === undefined) return [];
    const { cause } = report;
    return [{ role, state: "ended", ...(cause !== 0 && { cause }) }];
  });
}

async function readReports(
  ami: AmiTransport,
  iden: string,
  now: number,
): Promise<Facts["reports"]> {
  const reports: Facts["reports"] = {};
  for (const leg of LEG_ROLES) {
    for (const family of reportFamilies(now)) {
      const report = await readReport(ami, family, iden, leg);
      if (report === undefined) continue;
      reports[leg] = report;
      break;
    }
  }
  return reports;
}

async function readReport(
  ami: AmiTransport,
  family: string,
  iden: string,
  leg: LegReport["leg"],
): Promise<LegReport | undefined> {
  try {
    const list = await ami.list({
      action: "DBGet",
      headers: { Family: family, Key: `${iden}-${leg}` },
    });
    const value = list.find((each) => each.get("Val") !== undefined);
    return parseStoredReport(leg, value?.get("Val") ?? "");
  } catch (fault) {
    // "Database entry not found" is Asterisk's word for nothing written.
    if (fault instanceof AmiError && fault.kind === "rejected")
      return undefined;
    throw fault;
  }
}
