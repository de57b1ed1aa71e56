/** Takes secrets out of what is about to be logged: by the name of a field, by the look of a text, by known values. */
import { plainSpelling } from "../http/spelling.ts";

export const CENSORED = "[secret]";

/** Field names whose value is never logged; letter case, `-` and `_` do not count. */
export const SECRET_FIELDS = [
  ...["password", "passwd", "pwd", "secret", "clientsecret", "amisecret"],
  ...["token", "accesstoken", "refreshtoken", "idtoken", "ticket", "bearer"],
  ...["nonce", "cnonce", "response", "digest", "ha1", "ha2"],
  ...["noncekey", "tokenkey", "privatekey", "apikey", "xapikey", "credentials"],
  ...["authorization", "proxyauthorization", "wwwauthenticate", "authinfo"],
  ...["cookie", "cookies", "setcookie", "query", "querystring", "search"],
] as const;

const fields = new Set<string>(SECRET_FIELDS);
const MAX_DEPTH = 8;
const MAX_ENTRIES = 200;

const isSecretField = (name: string) =>
  fields.has(name.toLowerCase().replace(/[-_]/g, ""));

/** Known values shorter than this are not searched for: they would black out ordinary words. */
const SHORTEST_KNOWN = 8;

const LOOKS: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic|Digest)\s+[^\s"']+/gi, `$1 ${CENSORED}`],
  // Our own, wherever they stand: a program's secret and signing secret, signed tokens, nonces but for their time.
  [/rbs_[\w-]{4,}/g, CENSORED],
  [/whsec_(?:[\w+/=-]|%[\da-f]{2}){4,}/gi, CENSORED],
  [/eyJ[\w-]{8,}(\.[\w-]*){0,4}/g, CENSORED],
  [/[\da-f]{32}\.[\da-f]{12,}/g, CENSORED],
  // A query string behind a URL or a path.
  [/((?:[a-z][a-z0-9+.-]*:\/)?\/[^\s?#"'<>]*)\?[^\s"'<>]*/gi, `$1?${CENSORED}`],
  [
    /\b(password|secret|token|nonce|ha1|ticket|api[-_]?key)("?\s*[=:]\s*"|=)[^\s"',;&]+/gi,
    `$1$2${CENSORED}`,
  ],
];

export type Scrubber = {
  text(value: string): string;
  /** A copy without secrets; errors become plain objects. */
  record(value: object): Record<string, unknown>;
  /** The same for one object written as JSON. */
  line(json: string): string;
};

/** The longest first, so that none is left of which another is a part. */
function searched(known: readonly string[]): string[] {
  return known
    .filter((value) => value.length >= SHORTEST_KNOWN)
    .toSorted((a, b) => b.length - a.length);
}

/** `known`: the secrets of the configuration themselves, wherever they turn up; another list counts from then on. */
export function createScrubber(
  known: () => readonly string[] = () => [],
): Scrubber {
  let from = known();
  let values = searched(from);

  function text(value: string): string {
    const now = known();
    if (now !== from) {
      from = now;
      values = searched(now);
    }
    const plain = plainSpelling(value);
    const clean = withoutSecrets(plain);
    if (clean !== plain || plain === value) return clean;
    // As it was spelled: that hid no secret.
    return withoutSecrets(value);
  }

  function withoutSecrets(value: string): string {
    let clean = value;
    for (const secret of values) clean = clean.replaceAll(secret, CENSORED);
    for (const [look, instead] of LOOKS) clean = clean.replace(look, instead);
    return clean;
  }

  function entries(pairs: Iterable<[string, unknown]>, depth: number) {
    const copy: Record<string, unknown> = {};
    let count = 0;
    for (const [key, value] of pairs) {
      count += 1;
      if (count > MAX_ENTRIES) break;
      copy[key] = isSecretField(key) ? CENSORED : scrub(value, depth + 1);
    }
    return copy;
  }

  function error(value: Error, depth: number) {
    return {
      type: value.name,
      message: text(value.message),
      ...(value.stack === undefined ? {} : { stack: text(value.stack) }),
      ...entries(Object.entries(value), depth),
      ...(value.cause === undefined
        ? {}
        : { cause: scrub(value.cause, depth + 1) }),
    };
  }

  function scrub(value: unknown, depth: number): unknown {
    if (typeof value === "string") return text(value);
    if (typeof value === "bigint") return value.toString();
    if (typeof value !== "object" || value === null) return value;
    if (depth > MAX_DEPTH) return "[too deep]";
    if (value instanceof Error) return error(value, depth);
    if (value instanceof Date) return value;
    if (value instanceof URL) return text(value.href);
    // Bytes are key material more often than they are worth reading.
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (Array.isArray(value) || value instanceof Set)
      return Array.from(value)
        .slice(0, MAX_ENTRIES)
        .map((item) => scrub(item, depth + 1));
    if (value instanceof Map)
      return entries(
        Array.from(value, ([key, item]) => [String(key), item]),
        depth,
      );
    return entries(Object.entries(value), depth);
  }

  const record = (value: object) => entries(Object.entries(value), 0);

  function line(json: string): string {
    try {
      const value: unknown = JSON.parse(json);
      return JSON.stringify(scrub(value, 0));
    } catch {
      // A log line must never be what breaks the gateway.
      return text(json);
    }
  }

  return { text, record, line };
}
