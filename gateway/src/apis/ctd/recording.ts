/** The recording as Click to Dial has it: JSON with base64 in it, written while the file is read. */
import { type Readable, Transform } from "node:stream";
import type { RecordingResource } from "@ringback/shared/ctd/schema.ts";
import type { Context } from "koa";
import { DomainError } from "../../calls/errors.ts";

/** A finished recording. `content`: to be destroyed, or read to its end. */
type OpenRecording = {
  contentType: RecordingResource["contentType"];
  bytes: number;
  /** epoch milliseconds */
  settledAt: number;
  content: Readable;
};

export type Recordings = {
  /** undefined where there is none, or none yet */
  open: (callId: string) => Promise<OpenRecording | undefined>;
  /** whoever has asked gets it now */
  onRead: (told: { callId: string; clientId: string }) => void;
  /** how long sending one may take */
  sendTimeoutMs: () => number;
};

/** Throws DomainError `no_recording`. */
export async function writeRecording(
  ctx: Context,
  recordings: Recordings | undefined,
  told: { callId: string; clientId: string },
): Promise<void> {
  const { callId } = told;
  const found = await recordings?.open(callId);
  if (recordings === undefined || found === undefined) {
    throw new DomainError(
      "not_found",
      "no_recording",
      "there is no recording of this call",
    );
  }
  const { content, bytes, contentType, settledAt } = found;
  // Who asks for the head alone hears nothing.
  if (ctx.method !== "HEAD") recordings.onRead(told);
  const generatedAt = new Date(settledAt).toISOString();
  const resource = { callId, contentType, generatedAt, content: "" };
  const [head, tail] = [JSON.stringify(resource).slice(0, -2), '"}'];
  const json = new Base64(head, tail);
  const limit = setTimeout(
    () => json.destroy(new Error("the recording was fetched too slowly")),
    recordings.sendTimeoutMs(),
  );
  json.once("close", () => {
    clearTimeout(limit);
    content.destroy();
  });
  content.once("error", (fault) => json.destroy(fault));
  ctx.status = 200;
  ctx.body = content.pipe(json);
  ctx.set("Content-Type", "application/json");
  ctx.length = head.length + Math.ceil(bytes / 3) * 4 + tail.length;
}

/** What comes in goes out as base64, between two texts of ASCII. */
class Base64 extends Transform {
  readonly #tail: string;
  #rest = Buffer.alloc(0);

  constructor(head: string, tail: string) {
    super();
    this.#tail = tail;
    this.push(head);
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: () => void,
  ): void {
    const bytes = Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length - (bytes.length % 3);
    this.#rest = bytes.subarray(whole);
    this.push(bytes.toString("base64", 0, whole));
    done();
  }

  override _flush(done: () => void): void {
    this.push(this.#rest.toString("base64") + this.#tail);
    done();
  }
}
