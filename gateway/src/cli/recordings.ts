/** `ringback recordings list | show | remove` */
import { clientIdOf } from "../clients/row.ts";
import type { Config } from "../config/schema.ts";
import {
  type ListedRecording,
  listRecordings,
  type ShownRecording,
  showRecording,
} from "../recording/admin.ts";
import { type Removal, removeRecording } from "../recording/removal.ts";
import type { Arguments } from "./arguments.ts";
import { needConfig, withDatabase } from "./context.ts";
import { CliFault, type Io } from "./io.ts";
import { printJson, printTable, printTime } from "./print.ts";
import { EXIT } from "./table.ts";

const DAY_MS = 86_400_000;

export async function recordingsList(args: Arguments, io: Io): Promise<number> {
  const limit = args.limit();
  const callId = args.text("call")?.toLowerCase();
  const client = args.text("client");
  const config = needConfig(args, io);
  const found = await withDatabase(config, async (db) => {
    const clientId =
      client === undefined ? undefined : await clientIdOf(db, client);
    return await listRecordings(db, { callId, clientId, limit });
  });
  const rows = found.map((row) => readable(row, config));
  io.out(
    args.flag("json")
      ? printJson(rows)
      : printTable(rows, [
          ...(["callId", "clientId", "state", "reason", "bytes"] as const),
          ...(["durationMs", "endedAt", "keptUntil", "reads"] as const),
        ]),
  );
  return EXIT.ok;
}

export async function recordingsShow(args: Arguments, io: Io): Promise<number> {
  const callId = args.word(0).toLowerCase();
  const config = needConfig(args, io);
  const shown = await withDatabase(config, (db) => showRecording(db, callId));
  if (shown === undefined)
    throw new CliFault(`there is no recording of a call ${callId}`);
  const told = asData(shown, config);
  io.out(args.flag("json") ? printJson(told) : inWords(told));
  return EXIT.ok;
}

export async function recordingsRemove(
  args: Arguments,
  io: Io,
): Promise<number> {
  const callId = args.word(0).toLowerCase();
  const config = needConfig(args, io);
  const { recording } = config;
  if (recording === undefined)
    throw new CliFault(
      "`recording` is not in the configuration, so nobody knows where files lie: put it back, with `enabled: false` to record no more",
    );
  const removal = await withDatabase(config, (db) =>
    removeRecording(db, recording, callId, Date.now),
  );
  const { result } = removal;
  if (args.flag("json")) io.out(printJson({ callId, ...removal }));
  else if (result === "removed" || result === "already")
    io.out(`${callId}: ${WORDS[result]}.\n`);
  else throw new CliFault(`${callId}: ${wordsOf(removal, recording.store)}`);
  return result === "removed" || result === "already" ? EXIT.ok : EXIT.fault;
}

const WORDS = {
  removed: "the recording is erased",
  already: "the recording was erased before",
  unknown: "there is no recording of this call",
  live: "the call is not over: hang it up first",
  due: "its file is still being seen to: ask again when the gateway has done so",
} as const satisfies Record<Exclude<Removal["result"], "file_missing">, string>;

function wordsOf(removal: Removal, store: string): string {
  if (removal.result !== "file_missing") return WORDS[removal.result];
  return `the recording is erased as far as the gateway knows, but ${store} did not have its file ${removal.file}: if recording.store was another folder before, remove it there`;
}

type Timed = { endedAt: number | null; state: ShownRecording["state"] };

/** When the sweep removes it; null: not yet known, or there is nothing to remove. */
function keptUntil({ endedAt, state }: Timed, { recording }: Config) {
  if (recording === undefined || endedAt === null || state !== "success")
    return null;
  return printTime(endedAt + recording.retentionDays * DAY_MS);
}

function readable(row: ListedRecording, config: Config) {
  const until = keptUntil(row, config);
  return { ...row, endedAt: printTime(row.endedAt), keptUntil: until };
}

function asData(shown: ShownRecording, config: Config) {
  return {
    ...shown,
    endedAt: printTime(shown.endedAt),
    keptUntil: keptUntil(shown, config),
    trail: shown.trail.map((each) => ({
      ...each,
      at: printTime(each.at),
      endedAt: printTime(each.endedAt),
    })),
  };
}

type Told = ReturnType<typeof asData>;

const STATES = {
  recording: "The call is not over.",
  due: "The call is over, and its file is being seen to.",
  success: "It can be fetched.",
  noRecord: "The two never talked: nothing was recorded.",
  fail: "It failed.",
  removed: "It was removed by an admin.",
  gone: "Its time was over: it was removed.",
} as const satisfies Record<ShownRecording["state"], string>;

function inWords(told: Told): string {
  const { callId, clientId, state, reason, trail } = told;
  const facts = [
    ...(reason === null ? [] : [`Why it failed: ${reason}`]),
    ...(told.endedAt === null ? [] : [`The call ended: ${told.endedAt}`]),
    ...(told.file === null ? [] : fileFacts(told)),
  ];
  const acts = trail.map((each) => `${actLine(each)}\n`).join("");
  return `Recording of call ${callId}, for client ${clientId ?? "-"}
${STATES[state]}
${facts.map((fact) => `${fact}\n`).join("")}
${acts || "Nobody has fetched it.\n"}`;
}

function fileFacts(told: Told): string[] {
  const seconds = ((told.durationMs ?? 0) / 1000).toFixed(1);
  return [
    `File: ${told.file}, ${told.contentType ?? "-"}, ${told.bytes ?? 0} bytes, ${seconds} s`,
    `SHA-256: ${told.sha256 ?? "-"}`,
    `Kept until: ${told.keptUntil ?? "nothing removes it, because `recording` is not in the configuration"}`,
  ];
}

const ENDS = {
  whole: "all of it was sent",
  cut: "it was cut off",
  open: "how it ended is not written: under way, or the gateway died",
};

function actLine(act: Told["trail"][number]): string {
  const { at, clientId, address, correlator, ended } = act;
  if (act.act === "removal")
    return `${at} removed by an admin${ended === null ? ", not yet done" : ""}`;
  return `${at} fetched by client ${clientId ?? "-"} from ${address ?? "-"}, x-correlator ${correlator ?? "-"}: ${ENDS[ended ?? "open"]}`;
}
