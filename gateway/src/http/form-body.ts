import type { IncomingMessage } from "node:http";
import { DomainError } from "../calls/errors.ts";
import { readText } from "./body-text.ts";

/** The parameters of a form, each once: RFC 6749 §3.2 has none twice, and none without a value count as left out. */
export type Form = ReadonlyMap<string, string>;

/** Throws DomainError `too_large` or `invalid_request`. */
export async function readForm(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Form> {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    throw invalidRequest();
  const text = await readText(request, limitBytes, invalidRequest);
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (form.has(name))
      throw new DomainError(
        "validation",
        "invalid_request",
        "a parameter is given twice",
      );
    form.set(name, value);
  }
  for (const [name, value] of form) if (value === "") form.delete(name);
  return form;
}

function invalidRequest(cause?: unknown): DomainError {
  return new DomainError(
    "validation",
    "invalid_request",
    "the body is not a form: application/x-www-form-urlencoded",
    { cause },
  );
}
