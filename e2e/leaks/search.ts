/** Searches texts for secrets: for those that are known, and for what looks like one. */

/** A log may cut what it says: this much of a secret is a secret. */
const TELLING = 12;
/** Parts of a token or a nonce are as good as the whole from this length on. */
const SHORTEST_PART = 16;

/** What no log of ours may hold, whoever's secret it would be; `[secret]` is what the gateway's log puts instead. */
const LOOKS: readonly [what: string, look: RegExp][] = [
  ["a bearer", /\bBearer\s+(?!\[secret\])[\w~+/.-]{8}/i],
  ["a Basic login", /\bBasic\s+(?!\[secret\])[\w+/]{12}/i],
  ["a password", /"password"\s*:\s*"(?!\[secret\])[^"]/i],
  ["a webhook's signing secret", /\bwhsec_[\w+/]{4}/],
  ["a program's secret", /\brbs_[\w-]{4}/],
  ["a key in PEM", /-----BEGIN/],
  ["a signed token", /\beyJ[\w-]{8,}\.[\w-]{4}/],
  ["a private key", /"d"\s*:\s*"[\w-]{20}/],
  ["a sealed value", /\bs1\.[\w-]{20}/],
  ["a password in an address", /\w+:\/\/[^\s/:@"]+:(?!\[secret\])[^\s/@"]+@/],
  [
    "a part of a digest",
    /\b(response|c?nonce|ha1|ticket|token|secret)\b\\?["']?\s*[=:]\s*\\?["']?[\w.]*[0-9a-f]{32}/i,
  ],
];

/** Where and what, never the secret itself: this text is a log too. */
type Leak = { line: number; what: string };

export type Search = (text: string) => Leak[];

/** Values by their length: a window of each length is slid over the text. */
function windowsOf(secrets: Iterable<string>): Map<number, Set<string>> {
  const windows = new Map<number, Set<string>>();
  for (const secret of secrets) {
    const parts = secret
      .split(".")
      .filter(({ length }) => length >= SHORTEST_PART);
    for (const part of [secret, ...parts]) {
      const start = part.slice(0, TELLING);
      const known = windows.get(start.length) ?? new Set();
      windows.set(start.length, known.add(start));
    }
  }
  return windows;
}

function holdsAny(line: string, windows: Map<number, Set<string>>): boolean {
  for (const [length, known] of windows)
    for (let at = 0; at + length <= line.length; at += 1)
      if (known.has(line.slice(at, at + length))) return true;
  return false;
}

/** A search for these secrets, whole or their first 12 characters, and for everything that looks like one. */
export function searchFor(secrets: Iterable<string>): Search {
  const windows = windowsOf(secrets);
  return (text) =>
    text.split("\n").flatMap((line, index) => {
      const looks = LOOKS.filter(([, look]) => look.test(line));
      const found = looks.map(([what]) => what);
      if (holdsAny(line, windows)) found.push("a secret of the tests");
      return found.map((what) => ({ line: index + 1, what }));
    });
}
