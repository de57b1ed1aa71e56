/** Rules of the section `recording`, which look at its folders. */
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { sep } from "node:path";
import type { Check, CheckFault } from "./check.ts";
import { errorCode } from "./secret-files.ts";

/** To read, to make and to remove files in it. */
const ALL = constants.R_OK | constants.W_OK | constants.X_OK;

function folderFault(key: string, folder: string): CheckFault[] {
  const told = (message: string) => [{ key, message: `${folder} ${message}` }];
  try {
    if (!statSync(folder).isDirectory()) return told("is not a folder.");
    accessSync(folder, ALL);
    return [];
  } catch (error) {
    const code = errorCode(error);
    return told(
      code === "ENOENT"
        ? "is not there (ENOENT): make it, and give it to the gateway's user."
        : `cannot be read and written by this user (${code}).`,
    );
  }
}

const recordingFolders: Check = ({ recording }) => {
  if (recording === undefined) return [];
  const { spool, store } = recording;
  const faults = [
    ...folderFault("recording.spool", spool),
    ...folderFault("recording.store", store),
  ];
  if (faults.length > 0) return faults;
  const [outer, inner] = [realpathSync(spool), realpathSync(store)];
  return `${inner}${sep}`.startsWith(`${outer}${sep}`)
    ? [
        {
          key: "recording.store",
          with: ["recording.spool"],
          message:
            "This must be another folder than recording.spool and not within it: the PBX can write there.",
        },
      ]
    : [];
};

/** A final event waits for its recording; it must not leave before that is known. */
const recordingIsAwaited: Check = ({ recording, delivery }) =>
  recording === undefined ||
  recording.finishTimeoutMs < delivery.holdSeconds * 1000
    ? []
    : [
        {
          key: "recording.finishTimeoutMs",
          with: ["delivery.holdSeconds"],
          message: `This must be less than delivery.holdSeconds (${delivery.holdSeconds}): a call's last event waits that long for its recording.`,
        },
      ];

export const recordingEntries: readonly Check[] = [
  recordingFolders,
  recordingIsAwaited,
];
