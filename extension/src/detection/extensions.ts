import { INVISIBLE } from "./normalise.ts";

/**
 * How an extension is written after a number, and in which language. The first capture is the extension's digits.
 * A bare "x" must stand close; a word may follow a comma.
 */
const MARKERS: readonly string[] = [
  // RFC 3966
  ";ext=",
  // English
  "(?:, ?)?(?:ext(?:ension|n|\\.)?|xtn)[.:]? ?#?",
  // English, short
  "[xX]\\.? ?",
  // North America
  "#(?=\\d{1,6}(?!\\d|#))",
  // Spanish, Portuguese
  "(?:, ?)?(?:anexo|interno|int|ramal|extensi[óo]n)[.:]? ?",
  // French
  "(?:, ?)?poste[.:]? ?",
  // German
  "(?:, ?)?(?:Durchwahl|DW|Nebenstelle|NSt\\.?)[.:]? ?",
  // Dutch
  "(?:, ?)?(?:toestel|tst\\.?)[.:]? ?",
  // Italian
  "(?:, ?)?interno[.:]? ?",
  // Polish, Czech
  "(?:, ?)?(?:wewn?\\.?|linka|kl\\.)[:]? ?",
  // Russian, Ukrainian
  "(?:, ?)?(?:доб(?:авочный)?|вн(?:утр)?)[.:]? ?",
  // Czech, Slovak, Hungarian, Greek
  "(?:, ?)?(?:klapka|mellék|εσωτ(?:ερικό)?\\.?)[.:]? ?",
  // Hebrew, Thai
  "(?:שלוחה|ต่อ) ?",
  // Turkish
  "(?:, ?)?dahili[.:]? ?",
  // Chinese
  "(?:转|轉|分机|分機)[.:]? ?",
  // Japanese
  "(?:内線)[.:]? ?",
  // Korean
  "(?:내선)(?:번호)?[.:]? ?",
  // Vietnamese
  "(?:, ?)?(?:máy lẻ|nhánh)[.:]? ?",
  // Arabic, Persian
  "(?:داخلي|تحويلة|داخلی)[.:]? ?",
];

const EXTENSION = new RegExp(
  `[ \\u00ad]{0,2}[([]?(?:${MARKERS.join("|")})(\\d{1,7})(?![\\d\\p{Script=Latin}]|[-.]\\d)[)\\]]?`,
  "iuy",
);

export interface Extension {
  readonly digits: string;
  readonly end: number;
}

/** What a marker's first letter may be: asked before the pattern is tried. */
const FIRST_LETTERS = new Set(
  "exailprdntwkmεשตвд转轉分内내داتExAILPRDNTWKMВДK".normalize("NFC"),
);

/** Saves the search after a number that a line's end, a full stop or another number follows. */
function markerMayFollow(text: string, end: number): boolean {
  let at = end;
  while (at < end + 2 && (text[at] === " " || text[at] === INVISIBLE)) at += 1;
  if (text[at] === "(" || text[at] === "[") at += 1;
  const begin = text[at];
  if (begin === ";" || begin === "#") return true;
  if (begin === ",") at += text[at + 1] === " " ? 2 : 1;
  return FIRST_LETTERS.has(text[at] ?? "");
}

/** The extension written directly after a number that ends at `end`, in normalised text. */
export function extensionAt(text: string, end: number): Extension | undefined {
  if (!markerMayFollow(text, end)) return undefined;
  EXTENSION.lastIndex = end;
  const digits = EXTENSION.exec(text)?.[1];
  return digits === undefined
    ? undefined
    : { digits, end: EXTENSION.lastIndex };
}
