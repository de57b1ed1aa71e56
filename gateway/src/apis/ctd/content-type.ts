import { invalidArgument } from "./requests.ts";

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]*)/gi;
const UTF_8 = /^utf-?8$/i;

/** The header `Content-Type` of an order; empty where there is none. JSON has no other encoding (RFC 8259 §8.1). Throws DomainError `invalid_argument`. */
export function needJsonType(header: string): void {
  if (!JSON_TYPE.test(header)) {
    throw invalidArgument("Content-Type must be application/json");
  }
  for (const [, charset = ""] of header.matchAll(CHARSET)) {
    if (UTF_8.test(charset)) continue;
    throw invalidArgument("Content-Type: the only charset is UTF-8");
  }
}
