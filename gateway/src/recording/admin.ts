/** What an admin may see of recordings. */
import type { Database } from "../store/database.ts";
import type {
  RecordingReadsTable,
  RecordingsTable,
} from "../store/recording-tables.ts";

export type ListedRecording = {
  callId: string;
  /** of the program; null where the call is not known */
  clientId: string | null;
  state: RecordingsTable["state"];
  reason: string | null;
  contentType: string | null;
  bytes: number | null;
  durationMs: number | null;
  /** of the call; epoch milliseconds */
  endedAt: number | null;
  /** how often it was fetched */
  reads: number;
};

export type RecordingQuery = {
  callId: string | undefined;
  clientId: string | undefined;
  limit: number;
};

function withCalls(db: Database) {
  return db
    .selectFrom("recordings")
    .leftJoin("calls", "calls.id", "recordings.call_id")
    .select([
      "recordings.call_id as callId",
      "calls.client_id as clientId",
      "recordings.state",
      "recordings.reason",
      "recordings.content_type as contentType",
      "recordings.bytes",
      "recordings.duration_ms as durationMs",
      "recordings.ended_at as endedAt",
    ]);
}

/** The newest first. */
export async function listRecordings(
  db: Database,
  { callId, clientId, limit }: RecordingQuery,
): Promise<ListedRecording[]> {
  let query = withCalls(db).select(({ fn, lit, selectFrom }) =>
    fn
      .coalesce(
        selectFrom("recording_reads")
          .select(fn.countAll<number>().as("count"))
          .whereRef("recording_reads.call_id", "=", "recordings.call_id")
          .where("act", "=", "read"),
        lit(0),
      )
      .as("reads"),
  );
  if (callId !== undefined) {
    query = query.where("recordings.call_id", "=", callId);
  }
  if (clientId !== undefined) {
    query = query.where("calls.client_id", "=", clientId);
  }
  return await query
    .orderBy("recordings.created_at", "desc")
    .limit(limit)
    .execute();
}

export type ShownRecording = Omit<ListedRecording, "state" | "reads"> & {
  /** `gone`: its time was over, and only the trail is left */
  state: RecordingsTable["state"] | "gone";
  sha256: string | null;
  /** name in the store */
  file: string | null;
  /** who fetched it or had it removed, the first first */
  trail: {
    act: RecordingReadsTable["act"];
    clientId: string | null;
    at: number;
    address: string | null;
    correlator: string | null;
    ended: RecordingReadsTable["ended"];
    endedAt: number | null;
  }[];
};

/** undefined where there is neither a recording nor a trail of one. */
export async function showRecording(
  db: Database,
  callId: string,
): Promise<ShownRecording | undefined> {
  const row = await withCalls(db)
    .select(["recordings.sha256", "recordings.file"])
    .where("recordings.call_id", "=", callId)
    .executeTakeFirst();
  const trail = await db
    .selectFrom("recording_reads")
    .select(["act", "client_id as clientId", "at", "address"])
    .select(["correlator", "ended", "ended_at as endedAt"])
    .where("call_id", "=", callId)
    .orderBy("id")
    .execute();
  if (row !== undefined) return { ...row, trail };
  if (trail.length === 0) return undefined;
  return {
    ...{ callId, state: "gone", reason: null, contentType: null },
    ...{ bytes: null, durationMs: null, endedAt: null },
    ...{ sha256: null, file: null, trail },
    clientId: trail.find(({ clientId }) => clientId !== null)?.clientId ?? null,
  };
}
