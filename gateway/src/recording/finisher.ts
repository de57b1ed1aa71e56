/** From the spool to the store: one recording, once its file is complete. */
import type { FileHandle } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { bitRateFor, mp3Of } from "./mp3.ts";
import { RecordingFault, type RecordingRules } from "./port.ts";
import { slicesOf } from "./slices.ts";
import type { Spool } from "./spool.ts";
import type { Kept, RecordingStore } from "./store.ts";
import { readWav, type Wav } from "./wav.ts";

export type Finished = Kept & {
  contentType: "audio/wav" | "audio/mpeg";
  durationMs: number;
};

const COPY_BYTES = 65_536;
/** Half a second of sound by telephone: a millisecond of work for the encoder. */
const ENCODE_BYTES = 8_192;

export class Finisher {
  readonly #spool: Spool;
  readonly #store: RecordingStore;
  readonly #rules: Pick<RecordingRules, "maxBytes" | "settleMs">;

  constructor(
    spool: Spool,
    store: RecordingStore,
    rules: Pick<RecordingRules, "maxBytes" | "settleMs">,
  ) {
    this.#spool = spool;
    this.#store = store;
    this.#rules = rules;
  }

  /** Leaves the spool as it is. Rejects with RecordingFault, with what the file system says, or with the signal's reason. */
  async finish(callId: string, signal: AbortSignal): Promise<Finished> {
    const file = await this.#spool.open(callId);
    try {
      const size = await this.#settledSize(file, signal);
      const wav = await readWav(file, size);
      return size <= this.#rules.maxBytes
        ? await this.#copy(callId, file, { wav, size }, signal)
        : await this.#transcode(callId, file, wav, signal);
    } finally {
      await file.close();
    }
  }

  async #settledSize(file: FileHandle, signal: AbortSignal): Promise<number> {
    const before = await file.stat();
    await sleep(this.#rules.settleMs, undefined, { signal });
    const { size, mtimeMs } = await file.stat();
    if (size === before.size && mtimeMs === before.mtimeMs) return size;
    throw new RecordingFault("incomplete", "the file is still being written");
  }

  async #copy(
    callId: string,
    file: FileHandle,
    { wav, size }: { wav: Wav; size: number },
    signal: AbortSignal,
  ): Promise<Finished> {
    const all = slicesOf(file, { at: 0, bytes: size }, COPY_BYTES);
    const kept = await this.#keep(callId, "wav", until(signal, all));
    return { ...kept, contentType: "audio/wav", durationMs: wav.durationMs };
  }

  async #transcode(
    callId: string,
    file: FileHandle,
    wav: Wav,
    signal: AbortSignal,
  ): Promise<Finished> {
    const { durationMs, rate } = wav;
    const bitRate = bitRateFor(durationMs, this.#rules.maxBytes);
    const samples = until(signal, slicesOf(file, wav, ENCODE_BYTES));
    const mp3 = mp3Of(samples, { rate, bitRate });
    const kept = await this.#keep(callId, "mp3", mp3);
    return { ...kept, contentType: "audio/mpeg", durationMs };
  }

  async #keep(
    callId: string,
    ending: "wav" | "mp3",
    content: AsyncIterable<Uint8Array>,
  ): Promise<Kept> {
    const { maxBytes } = this.#rules;
    return await this.#store.write(callId, ending, content, maxBytes);
  }
}

/** Ends with the signal's reason as soon as there is one. */
async function* until<Slice>(
  signal: AbortSignal,
  slices: AsyncIterable<Slice>,
): AsyncGenerator<Slice> {
  for await (const slice of slices) {
    signal.throwIfAborted();
    yield slice;
  }
}
