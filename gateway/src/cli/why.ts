/** `ringback why`: one call's whole story from the event log. */
import {
  callStory,
  clockTime,
  type StoryEvent,
} from "@ringback/shared/call/story.ts";
import { CallView } from "@ringback/shared/call/view.ts";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Snapshot } from "../calls/snapshot.ts";
import { CallStore } from "../calls/store.ts";
import { type ShownRecording, showRecording } from "../recording/admin.ts";
import type { Database } from "../store/database.ts";
import type { Arguments } from "./arguments.ts";
import { needConfig, withDatabase } from "./context.ts";
import { CliFault, type Io } from "./io.ts";
import { printJson } from "./print.ts";
import { EXIT } from "./table.ts";

const isCallView = new Ajv2020({ strict: true }).compile<CallView>(CallView);

/** Longer than any event should take from the PBX to the database. */
const LATE_MS = 2_000;

export async function why(args: Arguments, io: Io): Promise<number> {
  const wanted = args.word(0);
  const told = await withDatabase(needConfig(args, io), async (db) => {
    const store = new CallStore(db, Date.now);
    const found =
      (await store.find(wanted.toLowerCase())) ??
      (await store.findByIden(wanted));
    if (found === undefined)
      throw new CliFault(`there is no call with the iden or id ${wanted}`);
    return await tell(db, found);
  });
  io.out(args.flag("json") ? printJson(told) : inWords(told));
  return EXIT.ok;
}

/** What is printed, as data. */
async function tell(db: Database, { call }: Snapshot) {
  const events = await eventsOf(db, call.id);
  const user = await db
    .selectFrom("users")
    .select("name")
    .where("id", "=", call.user_id ?? "")
    .executeTakeFirst();
  return {
    callId: call.id,
    iden: call.iden,
    user: user?.name ?? null,
    client: call.client_id,
    door: call.placed_via,
    pbx: call.pbx,
    endpoint: call.endpoint,
    caller: call.caller_number,
    masked: call.masked === 1,
    destination: call.destination,
    dialString: call.dial_string,
    dialTimeoutSeconds: call.dial_timeout_s,
    maxDurationMs: call.max_duration_ms,
    state: call.state,
    outcome: call.outcome,
    endReason: call.end_reason,
    endedBy: call.ended_by,
    cause: call.q850,
    recording:
      call.recording === 1
        ? recordingOf(await showRecording(db, call.id))
        : null,
    story: callStory(events),
  };
}

/** undefined: its time was over, and so was that of the trail. */
function recordingOf(shown: ShownRecording | undefined) {
  const { state = "gone", reason = null, trail = [] } = shown ?? {};
  const fetched = trail.filter(({ act }) => act === "read").length;
  return { state, reason, fetched };
}

const RECORDINGS = {
  recording: "the call is not over",
  due: "the call is over, and its file is being seen to",
  success: "it can be fetched",
  noRecord: "there is none, because the two never talked",
  fail: "it failed",
  removed: "an admin removed it",
  gone: "if there was one, it is no longer kept",
} as const satisfies Record<ShownRecording["state"], string>;

function recordingLine({ recording }: Told): string {
  if (recording === null) return "";
  const { state, reason, fetched } = recording;
  return `A recording was ordered: ${RECORDINGS[state]}${reason === null ? "" : ` (${reason})`}${fetched === 0 ? "" : `; it was fetched ${fetched === 1 ? "once" : `${fetched} times`}`}. See \`ringback recordings show\`.\n`;
}

async function eventsOf(db: Database, callId: string): Promise<StoryEvent[]> {
  const rows = await db
    .selectFrom("call_events")
    .select(["body", "occurred_at", "recorded_at"])
    .where("call_id", "=", callId)
    .orderBy("call_seq")
    .execute();
  return rows.map((row) => {
    const call: unknown = JSON.parse(row.body);
    if (!isCallView(call))
      throw new CliFault(`the log of call ${callId} cannot be read`);
    const at = new Date(row.occurred_at).toISOString();
    const isLate = row.recorded_at - row.occurred_at > LATE_MS;
    return {
      at,
      call,
      ...(isLate && { learntAt: new Date(row.recorded_at).toISOString() }),
    };
  });
}

type Told = Awaited<ReturnType<typeof tell>>;

function inWords(told: Told): string {
  const { callId, iden, door, pbx, endpoint, dialString } = told;
  const legA = endpoint === "" ? (told.caller ?? "") : `endpoint ${endpoint}`;
  const first = told.story[0]?.at ?? "";
  const seconds = Math.round(told.maxDurationMs / 1000);
  const end =
    told.outcome === null
      ? `Not over: ${told.state}.`
      : `Outcome ${told.outcome}, reason ${told.endReason ?? "-"}, ended by ${told.endedBy ?? "-"}, Q.850 cause ${told.cause ?? "-"}.`;
  const lines = told.story.map((line) => {
    const learnt =
      line.learntAt === undefined
        ? ""
        : ` (learnt at ${clockTime(line.learntAt)})`;
    return `${clockTime(line.at)} ${line.text}${learnt}\n`;
  });
  return `Call ${callId}, iden ${iden}, ${first.slice(0, 10)}
${whoOf(told)} by ${door}: ${legA} on PBX ${pbx}, then ${dialString}; rings ${told.dialTimeoutSeconds} s, lasts ${seconds} s at most.

${lines.join("")}
${end}
${recordingLine(told)}`;
}

function whoOf({ user, client, masked }: Told): string {
  if (client === null) return user ?? "a user who is gone";
  return `client ${client}${masked ? ", with masked numbers," : ""}`;
}
