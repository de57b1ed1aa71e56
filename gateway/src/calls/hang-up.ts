import { type Pbx, PbxError } from "../pbx/port.ts";
import type { CallRow } from "./snapshot.ts";
import type { CallWriter } from "./writer.ts";

/** Has a call's PBX hang it up, and notes that it was told. Never inside the call's queue. Rejects with PbxError. */
export async function hangUp(
  { id, iden, pbx: name }: Pick<CallRow, "id" | "iden" | "pbx">,
  {
    pbxs,
    writer,
    onFault,
  }: {
    pbxs: ReadonlyMap<string, Pbx>;
    writer: CallWriter;
    onFault: (what: string, fault: unknown, callId?: string) => void;
  },
): Promise<void> {
  await configured(name, pbxs).hangup(iden);
  // It is hung up, whatever the database says.
  await writer
    .exclusively(id, () => writer.markHangupTold(id))
    .catch((fault: unknown) => onFault("hangup", fault, id));
}

/** Throws PbxError `down`. */
export function configured(name: string, pbxs: ReadonlyMap<string, Pbx>): Pbx {
  const pbx = pbxs.get(name);
  if (pbx !== undefined) return pbx;
  throw new PbxError("down", `PBX ${name} is no longer configured`);
}
