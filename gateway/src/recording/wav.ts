/** WAV as `MixMonitor` leaves it: RIFF, PCM of 16 bits, one channel. */
import type { FileHandle } from "node:fs/promises";
import { RecordingFault } from "./port.ts";
import { readFully } from "./slices.ts";

export type Wav = {
  /** where the samples begin, and how many bytes of them there are */
  at: number;
  bytes: number;
  /** of samples a second */
  rate: number;
  durationMs: number;
};

const PCM = 1;
const SAMPLE_BYTES = 2;
const RATES = { min: 8_000, max: 48_000 };
const CHUNK_HEAD = 8;
const CHUNKS_MAX = 32;

/**
 * What a file of this size holds. Throws RecordingFault: `incomplete` where the header does not speak of the whole file,
 * as while it is being written; `empty` for a file without sound; `bad_format` for anything else.
 */
export async function readWav(file: FileHandle, size: number): Promise<Wav> {
  if (size === 0) throw new RecordingFault("empty", "the file is empty");
  const head = await bytesAt(file, 0, 12, size);
  if (text(head, 0) !== "RIFF" || text(head, 8) !== "WAVE") {
    throw badFormat("not a WAV file");
  }
  // An odd number of bytes is followed by one that does not count.
  const rest = size - (head.readUInt32LE(4) + 8);
  if (rest !== 0 && rest !== 1) {
    throw new RecordingFault(
      "incomplete",
      `the header is off by ${rest} bytes of ${size}`,
    );
  }
  return await readChunks(file, size);
}

async function readChunks(file: FileHandle, size: number): Promise<Wav> {
  let rate: number | undefined;
  let at = 12;
  for (let count = 0; count < CHUNKS_MAX; count += 1) {
    const head = await bytesAt(file, at, CHUNK_HEAD, size);
    const name = text(head, 0);
    const bytes = head.readUInt32LE(4);
    const inside = at + CHUNK_HEAD;
    if (inside + bytes > size) {
      throw new RecordingFault("incomplete", "a part of the file is missing");
    }
    if (name === "fmt ") {
      rate = rateOf(await bytesAt(file, inside, 16, size));
    }
    if (name === "data") return wavOf(rate, inside, bytes);
    at = inside + bytes + (bytes % 2);
  }
  throw badFormat("a WAV file without samples");
}

function wavOf(rate: number | undefined, at: number, bytes: number): Wav {
  if (rate === undefined) throw badFormat("a WAV file that says no format");
  if (bytes === 0) throw new RecordingFault("empty", "no sound was recorded");
  const samples = Math.floor(bytes / SAMPLE_BYTES);
  return { at, bytes, rate, durationMs: Math.round((samples / rate) * 1000) };
}

function rateOf(format: Buffer): number {
  const rate = format.readUInt32LE(4);
  const isOurs =
    format.readUInt16LE(0) === PCM &&
    format.readUInt16LE(2) === 1 &&
    format.readUInt16LE(14) === SAMPLE_BYTES * 8;
  if (isOurs && rate >= RATES.min && rate <= RATES.max) return rate;
  throw badFormat("not 16 bit PCM of one channel");
}

async function bytesAt(
  file: FileHandle,
  at: number,
  count: number,
  size: number,
): Promise<Buffer> {
  if (at + count > size) {
    throw new RecordingFault("incomplete", "the header ends too early");
  }
  const bytes = Buffer.alloc(count);
  await readFully(file, bytes, at);
  return bytes;
}

function text(bytes: Buffer, at: number): string {
  return bytes.toString("latin1", at, at + 4);
}

function badFormat(message: string): RecordingFault {
  return new RecordingFault("bad_format", message, true);
}
