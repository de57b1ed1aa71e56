/** The recording as Click to Dial has it: JSON with base64 in it, written while the file is read. */
import type { IncomingMessage } from "node:http";
import { finished, type Readable, Transform } from "node:stream";
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

/** Who asks for which. */
type Asked = { callId: string; clientId: string; correlator: string };

/** How sending it ended. */
type ReadEnded = (how: "whole" | "cut") => void;

export type Recordings = {
  /** whether new calls may be recorded */
  isOn: () => boolean;
  /** undefined where there is none, or none yet */
  open: (callId: string) => Promise<OpenRecording | undefined>;
  /** Writes down, for good, that whoever has asked gets it now. undefined where it was removed meanwhile. Rejects where it cannot be written. */
  onRead: (
    asked: Asked,
    request: IncomingMessage,
  ) => Promise<ReadEnded | undefined>;
  /** how long sending one may take */
  sendTimeoutMs: () => number;
};

/** Throws DomainError `no_recording`, or `read_not_written`: then nothing of it has left. */
export async function writeRecording(
  ctx: Context,
  recordings: Recordings | undefined,
  asked: Asked,
): Promise<void> {
  const { callId } = asked;
  const found = await recordings?.open(callId);
  if (recordings === undefined || found === undefined) throw noRecording();
  const { content, bytes, contentType, settledAt } = found;
  // Who asks for the head alone hears nothing.
  if (ctx.method !== "HEAD") {
    try {
      await writeDown(ctx, recordings, asked);
    } catch (fault) {
      content.destroy();
      throw fault;
    }
  }
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

function noRecording(): DomainError {
  return new DomainError(
    "not_found",
    "no_recording",
    "there is no recording of this call",
  );
}

async function writeDown(
  ctx: Context,
  recordings: Recordings,
  asked: Asked,
): Promise<void> {
  const ended = await recordings
    .onRead(asked, ctx.req)
    .catch((cause: unknown) => {
      throw new DomainError(
        "internal",
        "read_not_written",
        "it cannot be written down now who fetches the recording",
        { cause },
      );
    });
  if (ended === undefined) throw noRecording();
  finished(ctx.res, (fault) => ended(fault ? "cut" : "whole"));
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
