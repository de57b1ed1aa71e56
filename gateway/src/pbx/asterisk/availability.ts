import { type Availability, type Party, PbxError } from "../port.ts";
import { AmiError, type AmiTransport } from "./ami/transport.ts";
import {
  PROGRAM_A_CONTEXT,
  PROGRAM_B_CONTEXT,
  PROGRAM_EXTEN,
} from "./dialplan.ts";
import { readExpression } from "./originate.ts";
import { checkParty, type ProgramSettings, trunkOf } from "./program.ts";

type TrunkSettings = Pick<ProgramSettings, "name" | "trunkContext">;

/** Whether both parties can be rung now. Rejects with PbxError `down`, `no_trunk`, or `context_missing` where no call of a program can be made at all. */
export async function readAvailability(
  ami: AmiTransport,
  { a, b }: { a: Party; b: Party },
  settings: TrunkSettings,
): Promise<{ a: Availability; b: Availability }> {
  try {
    const [ofA, ofB] = await Promise.all([
      partyOf(ami, a, settings),
      partyOf(ami, b, settings),
      checkProgramContexts(ami),
    ]);
    return { a: ofA, b: ofB };
  } catch (fault) {
    throw fault instanceof AmiError
      ? new PbxError("down", `asking the PBX: ${fault.message}`)
      : fault;
  }
}

/** Throws PbxError for what is known before anything rings: `context_missing`, `no_trunk`, `unreachable`, `down`. */
export async function checkBeforeProgram(
  ami: AmiTransport,
  program: { a: Party; b: Party },
  settings: TrunkSettings,
): Promise<void> {
  const { a } = await readAvailability(ami, program, settings);
  if (a === "unavailable") {
    throw new PbxError("unreachable", "the first party cannot be rung");
  }
}

async function checkProgramContexts(ami: AmiTransport): Promise<void> {
  await Promise.all(
    [PROGRAM_A_CONTEXT, PROGRAM_B_CONTEXT].map(async (context) => {
      if (await hasExtension(ami, context, PROGRAM_EXTEN)) return;
      throw new PbxError(
        "context_missing",
        `the PBX has no dialplan context ${context}: include this version's click2dial.conf`,
      );
    }),
  );
}

async function partyOf(
  ami: AmiTransport,
  party: Party,
  settings: TrunkSettings,
): Promise<Availability> {
  checkParty(party);
  if (party.kind === "endpoint") return await endpoint(ami, party.endpoint);
  const trunk = trunkOf(settings);
  // Whether the trunk's context would dial it is all that is known before somebody dials.
  return (await hasExtension(ami, trunk, party.dialString))
    ? "available"
    : "unavailable";
}

async function endpoint(ami: AmiTransport, id: string): Promise<Availability> {
  const [contacts, state] = await Promise.all([
    readExpression(ami, `PJSIP_DIAL_CONTACTS(${id})`),
    readExpression(ami, `DEVICE_STATE(PJSIP/${id})`),
  ]);
  if (contacts === "" || state === "INVALID" || state === "UNAVAILABLE")
    return "unavailable";
  return state === "UNKNOWN" || state === "" ? "unknown" : "available";
}

async function hasExtension(
  ami: AmiTransport,
  context: string,
  exten: string,
): Promise<boolean> {
  const answer = await readExpression(
    ami,
    `DIALPLAN_EXISTS(${context},${exten},1)`,
  );
  return answer !== "0";
}
