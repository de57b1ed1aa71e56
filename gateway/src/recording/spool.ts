/** The folder that the PBX writes into. Whoever can write there must not lead the gateway anywhere else. */
import { constants } from "node:fs";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, RecordingFault } from "./port.ts";

const NAME = /^[A-Za-z0-9_-]{1,64}$/;
// A pipe would make open wait for its other end.
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

export class Spool {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Throws RecordingFault: `missing` where there is none, `not_a_file` for a link of any kind, a folder, a device. */
  async open(callId: string): Promise<FileHandle> {
    const path = this.#pathOf(callId);
    const file = await open(path, READ).catch((fault: unknown) => {
      throw asFault(fault);
    });
    const stat = await file.stat();
    if (stat.isFile() && stat.nlink === 1) return file;
    await file.close();
    throw notAFile();
  }

  /** Removes what is there under this name, a link itself and not where it leads. Does nothing where nothing is. */
  async remove(callId: string): Promise<void> {
    try {
      await unlink(this.#pathOf(callId));
    } catch (fault) {
      if (errorCode(fault) !== "ENOENT") throw fault;
    }
  }

  #pathOf(callId: string): string {
    if (NAME.test(callId)) return join(this.#folder, `${callId}.wav`);
    throw new RecordingFault("not_a_file", "no name of a recording", true);
  }
}

function asFault(fault: unknown): unknown {
  const code = errorCode(fault);
  if (code === "ENOENT") {
    return new RecordingFault("missing", "the PBX has left no file");
  }
  return code === "ELOOP" || code === "ENXIO" ? notAFile() : fault;
}

function notAFile(): RecordingFault {
  return new RecordingFault("not_a_file", "not a plain file", true);
}
