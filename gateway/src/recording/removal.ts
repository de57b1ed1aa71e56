/** The removal of one recording, because an admin wants it. */
import type { Database } from "../store/database.ts";
import { Spool } from "./spool.ts";
import { RecordingStore } from "./store.ts";

/** `already`: it was removed before. `live`, `due`: the call, or the work on its file, is not over. `file_missing`: done, but the store did not have its file. */
export type Removal =
  | { result: "removed" | "already" | "unknown" | "live" | "due" }
  | { result: "file_missing"; file: string };

/**
 * Erases what was said. From the first step on nobody can begin to fetch it; whoever is fetching it is cut off.
 * Cut off in between, it goes on when it is asked for again, or with the next sweep.
 */
export async function removeRecording(
  db: Database,
  folders: { spool: string; store: string },
  callId: string,
  now: () => number,
): Promise<Removal> {
  const begun = await beginRemoval(db, callId, now());
  if (begun.result !== "removed") return begun;
  const { file } = begun;
  const wasThere = await new RecordingStore(folders.store).erase(callId);
  await new Spool(folders.spool).remove(callId);
  await endRemoval(db, callId, now());
  return file === null || wasThere
    ? { result: "removed" }
    : { result: "file_missing", file };
}

async function beginRemoval(db: Database, callId: string, at: number) {
  return await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom("recordings")
      .select(["state", "file"])
      .where("call_id", "=", callId)
      .executeTakeFirst();
    if (row === undefined) return { result: "unknown" } as const;
    const { state, file } = row;
    if (state === "recording") return { result: "live" } as const;
    if (state === "due") return { result: "due" } as const;
    if (state === "removed") {
      return file === null
        ? ({ result: "already" } as const)
        : ({ result: "removed", file } as const);
    }
    await transaction
      .updateTable("recordings")
      .set({ state: "removed" })
      .where("call_id", "=", callId)
      .execute();
    await transaction
      .insertInto("recording_reads")
      .values({
        ...{ call_id: callId, act: "removal", client_id: null, at },
        ...{ address: null, correlator: null, ended: null },
        ...{ ended_at: null, gone_at: null },
      })
      .execute();
    return { result: "removed", file } as const;
  });
}

/** To be called when no file is left. */
export async function endRemoval(
  db: Database,
  callId: string,
  at: number,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await transaction
      .updateTable("recordings")
      .set({
        ...{ file: null, content_type: null, bytes: null },
        ...{ sha256: null, duration_ms: null },
      })
      .where("call_id", "=", callId)
      .where("state", "=", "removed")
      .execute();
    await transaction
      .updateTable("recording_reads")
      .set({ ended: "whole", ended_at: at })
      .where("call_id", "=", callId)
      .where("act", "=", "removal")
      .where("ended", "is", null)
      .execute();
  });
}
