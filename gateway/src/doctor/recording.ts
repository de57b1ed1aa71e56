/** What the doctor looks at of recording: its two folders. That they are there and usable is the configuration's own check. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../config/schema.ts";
import { type Finding, Findings, wordsOf } from "./finding.ts";
import { freeBytesOf } from "./here.ts";

const MB = 1024 * 1024;
/** Some conversations of an hour. */
const FREE_WARNING = 1024 * MB;
const FREE_FAULT = 50 * MB;
const DAY_MS = 86_400_000;
const OTHERS_READ = 0o044;
const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;

/** Nothing where calls are not recorded. */
export function examineRecording(
  { recording }: Pick<Config, "recording">,
  now: number,
  freeBytes: (folder: string) => number = freeBytesOf,
): Finding[] {
  const found = new Findings("recording");
  if (recording === undefined) return found.all;
  const { spool, store } = recording;
  try {
    examineWriters(spool, found);
    examineLeft(spool, now, found);
    examineReaders(store, found);
    for (const folder of [spool, store]) {
      examineFree(folder, freeBytes(folder), found);
    }
  } catch (fault) {
    found.fault(
      "folders",
      `The folders cannot be looked at: ${wordsOf(fault)}.`,
      "Make both folders, and give the store to the gateway's user.",
    );
  }
  return found.all;
}

/** The PBX must be able to write, and nobody else. */
function examineWriters(spool: string, found: Findings): void {
  const { mode, uid } = statSync(spool);
  if ((mode & OTHERS_WRITE) !== 0) {
    found.warning(
      "spool writers",
      `Every user of this machine can write into ${spool}.`,
      "Give it to the PBX's user and the gateway's group: chown asterisk:ringback, chmod 2770.",
    );
  } else if ((mode & GROUP_WRITES) === 0 && uid === process.getuid?.()) {
    found.warning(
      "spool writers",
      `Only the gateway's user can write into ${spool}, so the PBX records only if it runs as this user.`,
      "Give it to the PBX's user and the gateway's group: chown asterisk:ringback, chmod 2770.",
    );
  } else {
    found.ok("spool writers", `The PBX's user can be given ${spool}.`);
  }
}

/** A file of a call is gone seconds after the call, so an old one is nobody's. */
function examineLeft(spool: string, now: number, found: Findings): void {
  const left = readdirSync(spool).filter(
    (name) => now - modifiedAt(join(spool, name)) > DAY_MS,
  );
  if (left.length === 0) found.ok("spool", "Nothing was left in the spool.");
  else
    found.warning(
      "spool",
      `${left.length} files in ${spool} are older than a day and belong to no call, such as ${left[0]}.`,
      "Remove them: what they hold was to be kept nowhere else than in the store.",
    );
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
}

function examineReaders(store: string, found: Findings): void {
  if ((statSync(store).mode & OTHERS_READ) === 0)
    found.ok(
      "store readers",
      `Only the gateway's user can look into ${store}.`,
    );
  else
    found.warning(
      "store readers",
      `Other users can look into ${store}; the files themselves they cannot read.`,
      `Run chmod 700 ${store}.`,
    );
}

function examineFree(folder: string, free: number, found: Findings): void {
  const text = `${Math.floor(free / MB)} MB are free for ${folder}.`;
  const mend = "Make room on this file system: a full disk loses recordings.";
  if (free < FREE_FAULT) found.fault("free", text, mend);
  else if (free < FREE_WARNING) found.warning("free", text, mend);
  else found.ok("free", text);
}
