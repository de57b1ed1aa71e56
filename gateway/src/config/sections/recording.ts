/** `recording`: conversations of programs' calls. */
import Type from "typebox";
import { flag, givenText, int } from "../keys.ts";

/** What the dialplan takes as it stands. */
const FOLDER = {
  pattern: "^/[A-Za-z0-9_./-]{0,250}$",
  patternErrorMessage:
    "must be an absolute path of letters, digits, dots, dashes and underscores",
};

/** Click to Dial's `RecordingResource.content` is at most 20,971,520 characters of base64. */
export const PUBLISHED_MAX_BYTES = 15_728_640;

export const recording = Type.Object(
  {
    enabled: flag(
      "Whether new calls may be recorded. false: an order to record is refused; what was recorded before can still be fetched, and is removed in time.",
      true,
    ),
    spool: givenText(
      "Folder that the PBX records into, as the gateway sees it. The gateway must be able to read and to remove what is there.",
      { examples: ["/var/spool/ringback"], ...FOLDER },
    ),
    pbxSpool: Type.Optional(
      givenText(
        "The same folder as the PBX sees it, where that is another path. Left out: recording.spool.",
        { examples: ["/mnt/ringback"], ...FOLDER },
      ),
    ),
    store: givenText(
      "Folder of finished recordings, the gateway's alone. Not the spool and not within it.",
      { examples: ["/var/lib/ringback/recordings"], ...FOLDER },
    ),
    retentionDays: int(
      "How long a recording is kept from the end of its call. Then file and entry are removed, and it is answered with 404.",
      30,
      { minimum: 1, maximum: 3650 },
    ),
    readsRetentionDays: int(
      "How long it is known who fetched a recording and when, from the removal of the recording.",
      400,
      { minimum: 1, maximum: 3650 },
    ),
    maxBytes: int(
      "Largest recording that is kept as WAV; a longer one becomes MP3 of at most this size. The default is what Click to Dial can carry.",
      PUBLISHED_MAX_BYTES,
      { minimum: 65536, maximum: PUBLISHED_MAX_BYTES },
    ),
    finishTimeoutMs: int(
      "How long after the end of a call its file is waited for, and what fails is tried again. Then the recording has failed.",
      30000,
      { minimum: 100, maximum: 600000 },
    ),
    settleMs: int(
      "A file is complete when it has not grown for this long.",
      250,
      { minimum: 10, maximum: 10000 },
    ),
    pollMs: int("How often files that were not complete are looked at.", 500, {
      minimum: 10,
      maximum: 60000,
    }),
    concurrency: int("Recordings that are finished at once.", 16, {
      minimum: 1,
      maximum: 1000,
    }),
    sendTimeoutMs: int(
      "How long a program may take to fetch one recording.",
      600000,
      { minimum: 1000, maximum: 3600000 },
    ),
    lateFileMs: int(
      "For how long after a recording has failed its file may still come, as over a network that was down. Then it is removed from the spool.",
      3600000,
      { minimum: 1000, maximum: 604800000 },
    ),
    retentionSweepMs: int("How often old recordings are removed.", 600000, {
      minimum: 10,
      maximum: 86400000,
    }),
  },
  {
    additionalProperties: false,
    needsRestart: true,
    description:
      "Recordings of programs' calls. Left out: calls are not recorded, an order to record is refused, and recordings from before are neither given out nor removed.",
    examples: [
      {
        spool: "/var/spool/ringback",
        store: "/var/lib/ringback/recordings",
      },
    ],
  },
);
