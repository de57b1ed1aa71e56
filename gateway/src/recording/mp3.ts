/** MP3 of a conversation that is too long to be carried as WAV. */
import { setImmediate as breath } from "node:timers/promises";
import { createMp3Encoder } from "wasm-media-encoders";
import { RecordingFault } from "./port.ts";

/** kbit/s; of speech by telephone more than the first is not heard. */
const BIT_RATES = [32, 24, 16, 8] as const;
type BitRate = (typeof BIT_RATES)[number];

/** Frames of the beginning and the end that no duration tells of. */
const OVERHEAD_BYTES = 16_384;
const FULL_SCALE = 32_768;

/** The best bit rate at which so much sound fits. Throws RecordingFault `too_long`. */
export function bitRateFor(durationMs: number, maxBytes: number): BitRate {
  const fitting = BIT_RATES.find(
    (rate) => (durationMs / 1000) * rate * 125 + OVERHEAD_BYTES <= maxBytes,
  );
  if (fitting !== undefined) return fitting;
  throw new RecordingFault("too_long", "too long even for MP3", true);
}

/** `samples`: 16 bit little-endian PCM in slices of whole samples. Between slices everybody else has a turn. */
export async function* mp3Of(
  samples: AsyncIterable<Buffer>,
  { rate, bitRate }: { rate: number; bitRate: BitRate },
): AsyncGenerator<Uint8Array> {
  const encoder = await createMp3Encoder();
  encoder.configure({
    channels: 1,
    sampleRate: rate,
    bitrate: bitRate,
    outputSampleRate: rate < 16_000 ? 8_000 : 16_000,
  });
  for await (const slice of samples) {
    // The encoder uses its memory again.
    yield Uint8Array.from(encoder.encode([floatsOf(slice)]));
    await breath();
  }
  yield Uint8Array.from(encoder.finalize());
}

function floatsOf(slice: Buffer): Float32Array {
  const floats = new Float32Array(Math.floor(slice.length / 2));
  for (let index = 0; index < floats.length; index += 1) {
    floats[index] = slice.readInt16LE(index * 2) / FULL_SCALE;
  }
  return floats;
}
