/** Finished recordings, to be sent. */
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import type { Ledger, ReadyRecording } from "./ledger.ts";
import { slicesOf } from "./slices.ts";
import type { RecordingStore } from "./store.ts";

/** `content`: destroy it, or read it to its end. Fails at its end where it is not what was once written. */
export type OpenRecording = Pick<
  ReadyRecording,
  "contentType" | "bytes" | "settledAt"
> & { content: Readable };

/** A multiple of three: whole groups of base64. */
const SLICE_BYTES = 49_152;

export class RecordingReader {
  readonly #ledger: Ledger;
  readonly #store: RecordingStore;
  readonly #onFault: (what: string, fault: unknown, callId: string) => void;

  constructor(
    ledger: Ledger,
    store: RecordingStore,
    onFault: (what: string, fault: unknown, callId: string) => void,
  ) {
    this.#ledger = ledger;
    this.#store = store;
    this.#onFault = onFault;
  }

  /** undefined where there is none, or its file is gone. Its memory is that of a slice. */
  async open(callId: string): Promise<OpenRecording | undefined> {
    const ready = await this.#ledger.ready(callId);
    if (ready === undefined) return undefined;
    const { contentType, bytes, settledAt } = ready;
    try {
      const file = await this.#store.open(ready.file);
      const { size } = await file.stat();
      if (size !== bytes) {
        await file.close();
        throw new Error(`a recording has ${size} bytes instead of ${bytes}`);
      }
      const content = contentOf(file, ready);
      content.once("error", (fault) => {
        if (fault.name !== "AbortError")
          this.#onFault("recording", fault, callId);
      });
      return { contentType, bytes, settledAt, content };
    } catch (fault) {
      this.#onFault("recording", fault, callId);
      return undefined;
    }
  }
}

function contentOf(file: FileHandle, ready: ReadyRecording): Readable {
  const slices = checked(file, ready);
  return new Readable({
    highWaterMark: SLICE_BYTES,
    read() {
      slices.next().then(
        ({ value }) => this.push(value ?? null),
        (fault: unknown) =>
          this.destroy(fault instanceof Error ? fault : new Error("unread")),
      );
    },
    destroy(fault, done) {
      file.close().then(
        () => done(fault),
        (closing: unknown) => done(closing instanceof Error ? closing : fault),
      );
    },
  });
}

async function* checked(
  file: FileHandle,
  { bytes, sha256 }: ReadyRecording,
): AsyncGenerator<Buffer, undefined> {
  const hash = createHash("sha256");
  let last: Buffer | undefined;
  for await (const slice of slicesOf(file, { at: 0, bytes }, SLICE_BYTES)) {
    hash.update(slice);
    if (last !== undefined) yield last;
    last = slice;
  }
  if (hash.digest("hex") !== sha256) {
    throw new Error("a recording is not what was once written");
  }
  if (last !== undefined) yield last;
  return undefined;
}
