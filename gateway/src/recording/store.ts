/** The folder of finished recordings: the gateway's alone, a file for each call. */
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, RecordingFault } from "./port.ts";

export type Kept = {
  /** name in the folder */
  file: string;
  bytes: number;
  sha256: string;
};

type Ending = "wav" | "mp3";

const ENDINGS = ["part", "wav", "mp3"] as const;
const FILE = /^[A-Za-z0-9_-]{1,64}\.(?:wav|mp3)$/;
const WRITE =
  constants.O_WRONLY |
  constants.O_CREAT |
  constants.O_EXCL |
  constants.O_NOFOLLOW;

export class RecordingStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Writes all of it, or nothing: what is there in the end is on the disk. Begins anew where an earlier time was cut off.
   * Throws RecordingFault `too_long` beyond `maxBytes`, and what the file system says.
   */
  async write(
    callId: string,
    ending: Ending,
    content: AsyncIterable<Uint8Array>,
    maxBytes: number,
  ): Promise<Kept> {
    await this.remove(callId);
    const part = this.#path(`${callId}.part`);
    const file = `${callId}.${ending}`;
    const target = this.#path(file);
    const handle = await open(part, WRITE, 0o600);
    try {
      const written = await writeAll(handle, content, maxBytes);
      await handle.sync();
      await rename(part, target);
      await this.#syncFolder();
      return { file, ...written };
    } catch (fault) {
      await this.remove(callId);
      throw fault;
    } finally {
      await handle.close();
    }
  }

  /** Rejects as the file system does. */
  async open(file: string): Promise<FileHandle> {
    const path = this.#path(file);
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  }

  /** Removes all there is of this call, also what was never finished; resolves when the disk knows, with whether there was anything. */
  async remove(callId: string): Promise<boolean> {
    const removed = await this.#each(callId, unlink);
    if (removed) await this.#syncFolder();
    return removed;
  }

  /** As `remove`, and whoever has it open reads no more of it. */
  async erase(callId: string): Promise<boolean> {
    await this.#each(callId, empty);
    return await this.remove(callId);
  }

  /** Resolves with whether any of its files was there. */
  async #each(
    callId: string,
    act: (path: string) => Promise<void>,
  ): Promise<boolean> {
    let any = false;
    for (const ending of ENDINGS) {
      try {
        await act(this.#path(`${callId}.${ending}`));
        any = true;
      } catch (fault) {
        if (errorCode(fault) !== "ENOENT") throw fault;
      }
    }
    return any;
  }

  #path(file: string): string {
    if (FILE.test(file.replace(/\.part$/, ".wav"))) {
      return join(this.#folder, file);
    }
    throw new RecordingFault("not_a_file", "no name of a recording", true);
  }

  /** Else a power cut could undo the new name. */
  async #syncFolder(): Promise<void> {
    const folder = await open(this.#folder, constants.O_RDONLY);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}

async function empty(path: string): Promise<void> {
  const handle = await open(path, constants.O_WRONLY | constants.O_NOFOLLOW);
  try {
    await handle.truncate();
  } finally {
    await handle.close();
  }
}

async function writeAll(
  handle: FileHandle,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Omit<Kept, "file">> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const slice of content) {
    bytes += slice.length;
    if (bytes > maxBytes) {
      throw new RecordingFault("too_long", "larger than may be kept", true);
    }
    hash.update(slice);
    await handle.writeFile(slice);
  }
  return { bytes, sha256: hash.digest("hex") };
}
