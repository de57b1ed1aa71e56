import type { IncomingMessage } from "node:http";
import { DomainError } from "../calls/errors.ts";

/** Reads a body as UTF-8, at most `limitBytes` of it. Throws DomainError `too_large`, and `broken` where it does not come to its end. */
export async function readText(
  request: IncomingMessage,
  limitBytes: number,
  broken: (cause?: unknown) => DomainError,
): Promise<string> {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) {
    throw tooLarge();
  }
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // Not destroyed: whoever sent too much still gets the answer.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (!Buffer.isBuffer(chunk)) throw broken();
      bytes += chunk.length;
      if (bytes > limitBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (fault) {
    // A client that goes away in the middle is no fault of ours.
    throw fault instanceof DomainError ? fault : broken(fault);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function tooLarge(): DomainError {
  return new DomainError("too_large", "too_large", "body too large");
}
