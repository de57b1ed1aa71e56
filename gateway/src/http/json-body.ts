import type { IncomingMessage } from "node:http";
import { DomainError } from "../calls/errors.ts";

/** Reads one JSON value, at most `limitBytes` of it. Throws DomainError `too_large` or `invalid_json`. */
export async function readJson(
  request: IncomingMessage,
  limitBytes: number,
): Promise<unknown> {
  const type = request.headers["content-type"] ?? "";
  // A page can post other types across origins without a preflight, so nothing else is taken.
  if (!/^application\/json\s*(;|$)/i.test(type)) throw invalidJson();
  const text = await readText(request, limitBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}

async function readText(
  request: IncomingMessage,
  limitBytes: number,
): Promise<string> {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) {
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // Not destroyed: whoever sent too much still gets the answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) throw invalidJson();
      bytes += chunk.length;
      if (bytes > limitBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (fault) {
    // A client that goes away in the middle is no fault of ours.
    throw fault instanceof DomainError ? fault : invalidJson(fault);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function invalidJson(cause?: unknown): DomainError {
  return new DomainError("validation", "invalid_json", "invalid json body", {
    cause,
  });
}

function tooLarge(): DomainError {
  return new DomainError("too_large", "too_large", "body too large");
}
