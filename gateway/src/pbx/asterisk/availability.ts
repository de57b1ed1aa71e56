import { type Availability, type Party, PbxError } from "../port.ts";
import { AmiError, type AmiTransport } from "./ami/transport.ts";
import { readExpression } from "./originate.ts";

/** Whether both parties can be rung now. Rejects with PbxError `down`. */
export async function readAvailability(
  ami: AmiTransport,
  { a, b }: { a: Party; b: Party },
): Promise<{ a: Availability; b: Availability }> {
  try {
    const [ofA, ofB] = await Promise.all([partyOf(ami, a), partyOf(ami, b)]);
    return { a: ofA, b: ofB };
  } catch (fault) {
    throw fault instanceof AmiError
      ? new PbxError("down", `asking the PBX: ${fault.message}`)
      : fault;
  }
}

async function partyOf(ami: AmiTransport, party: Party): Promise<Availability> {
  if (party.kind === "outside") return "unknown";
  const contacts = await readExpression(
    ami,
    `PJSIP_DIAL_CONTACTS(${party.endpoint})`,
  );
  return contacts === "" ? "unavailable" : "available";
}
