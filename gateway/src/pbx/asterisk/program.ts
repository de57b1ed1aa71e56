/** The Originate of a call that a program places: `gateway/asterisk/click2dial.conf`, "Calls placed by a program". */
import {
  type OriginateRequest,
  type Party,
  PbxError,
  type ProgramOrder,
} from "../port.ts";
import type { AmiAction } from "./ami/transport.ts";
import {
  PROGRAM_A_CONTEXT,
  PROGRAM_B_CONTEXT,
  PROGRAM_EXTEN,
} from "./dialplan.ts";

export type ProgramSettings = {
  /** of the PBX, for what an admin is told */
  name: string;
  originateSlackMs: number;
  /** context of the PBX that dials outside numbers */
  trunkContext?: string | undefined;
  /** folder of recordings as the PBX sees it, absolute */
  spool?: string | undefined;
};

// What the dialplan filters. Anything else is a fault of ours, and told rather than altered.
const ENDPOINT = /^[A-Za-z0-9_.+@-]{1,80}$/;
const NUMBER = /^[0-9*+]{1,40}$/;
const SHOWN = /^[A-Za-z0-9*+#_.-]{1,40}$/;
const RECORDING_NAME = /^[A-Za-z0-9_-]{1,64}$/;
const FOLDER = /^\/[A-Za-z0-9_./-]{0,250}$/;

/** Throws PbxError `invalid` for what the dialplan would not take as it stands, `no_trunk` without a trunk. */
export function programAction(
  request: OriginateRequest,
  program: ProgramOrder,
  settings: ProgramSettings,
): AmiAction {
  const { iden, dialTimeoutSeconds, maxDurationMs } = request;
  const { recording, shownToA, shownToB } = program;
  const goesOut = [program.a, program.b].some(({ kind }) => kind === "outside");
  return {
    action: "Originate",
    headers: {
      Channel: `Local/${PROGRAM_EXTEN}@${PROGRAM_A_CONTEXT}/n`,
      Exten: PROGRAM_EXTEN,
      Context: PROGRAM_B_CONTEXT,
      Priority: 1,
      CallerID: fits(shownToB, SHOWN, "caller id"),
      Timeout: dialTimeoutSeconds * 1000 + settings.originateSlackMs,
      Async: true,
      ChannelId: iden,
      OtherChannelId: `${iden}-2`,
    },
    variables: {
      ...partyVariable("A", program.a),
      ...partyVariable("B", program.b),
      RINGBACK_SHOWN_A: fits(shownToA, SHOWN, "caller id"),
      RINGBACK_SHOWN_B: shownToB,
      ...(goesOut && { RINGBACK_TRUNK: trunkOf(settings) }),
      DIAL_TIMEOUT: dialTimeoutSeconds,
      RINGBACK_B_TIMEOUT: program.bTimeoutSeconds,
      MAX_DURATION: maxDurationMs,
      ...(recording !== undefined && {
        RINGBACK_FILE: recordingFile(recording.name, settings.spool),
        RINGBACK_BEEP: recording.beep ? 1 : 0,
      }),
      __CLICK2DIALIDEN: iden,
    },
  };
}

/** Throws PbxError `no_trunk` where none is configured. */
export function trunkOf({
  name,
  trunkContext,
}: Pick<ProgramSettings, "name" | "trunkContext">): string {
  if (trunkContext !== undefined) return trunkContext;
  throw new PbxError(
    "no_trunk",
    `no context dials outside numbers: set pbx.${name}.trunkContext`,
  );
}

/** Throws PbxError `invalid` for what must not be part of an expression that the PBX evaluates. */
export function checkParty(party: Party): void {
  if (party.kind === "endpoint") fits(party.endpoint, ENDPOINT, "endpoint");
  else fits(party.dialString, NUMBER, "number");
}

function partyVariable(role: "A" | "B", party: Party): Record<string, string> {
  checkParty(party);
  return party.kind === "endpoint"
    ? { [`RINGBACK_${role}_ENDPOINT`]: party.endpoint }
    : { [`RINGBACK_${role}_NUMBER`]: party.dialString };
}

function recordingFile(name: string, spool: string | undefined): string {
  if (spool === undefined) {
    throw new PbxError("invalid", "recording without a folder of recordings");
  }
  fits(name, RECORDING_NAME, "name of a recording");
  return `${fits(spool, FOLDER, "folder of recordings")}/${name}.wav`;
}

/** The value is in nobody's log: it may be a number. */
function fits(value: string, form: RegExp, what: string): string {
  if (form.test(value)) return value;
  throw new PbxError("invalid", `not sent: bad ${what}`);
}
