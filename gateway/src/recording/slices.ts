import type { FileHandle } from "node:fs/promises";
import { RecordingFault } from "./port.ts";

/** A stretch of an open file, in slices of `size` bytes; the last may be shorter. Throws RecordingFault `incomplete` where the file ends before it. */
export async function* slicesOf(
  file: FileHandle,
  stretch: { at: number; bytes: number },
  size: number,
): AsyncGenerator<Buffer> {
  const end = stretch.at + stretch.bytes;
  for (let at = stretch.at; at < end; at += size) {
    const slice = Buffer.alloc(Math.min(size, end - at));
    await readFully(file, slice, at);
    yield slice;
  }
}

/** Fills the buffer. Throws RecordingFault `incomplete` where the file ends before that. */
export async function readFully(
  file: FileHandle,
  into: Buffer,
  at: number,
): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(
      into,
      done,
      into.length - done,
      at + done,
    );
    if (bytesRead === 0) {
      throw new RecordingFault("incomplete", "the file ends too early");
    }
    done += bytesRead;
  }
}
