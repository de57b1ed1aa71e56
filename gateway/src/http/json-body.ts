import type { IncomingMessage } from "node:http";
import { DomainError } from "../calls/errors.ts";
import { readText } from "./body-text.ts";

/** Reads one JSON value, at most `limitBytes` of it. Throws DomainError `too_large` or `invalid_json`. */
export async function readJson(
  request: IncomingMessage,
  limitBytes: number,
): Promise<unknown> {
  const type = request.headers["content-type"] ?? "";
  // A page can post other types across origins without a preflight, so nothing else is taken.
  if (!/^application\/json\s*(;|$)/i.test(type)) throw invalidJson();
  const text = await readText(request, limitBytes, invalidJson);
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}

function invalidJson(cause?: unknown): DomainError {
  return new DomainError("validation", "invalid_json", "invalid json body", {
    cause,
  });
}
