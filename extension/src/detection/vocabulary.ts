import { Memo } from "./memo.ts";
import { ID_ABBREVIATIONS } from "./words/id-abbreviations.ts";
import { LANGUAGES, UNSPACED } from "./words/index.ts";
import { NUMBER_KINDS, OWNED } from "./words/number-kinds.ts";
import { PAIRS } from "./words/pairs.ts";
import { BOOKED, COUNTED } from "./words/reach-us.ts";
import { STOP_ROOTS } from "./words/stop-roots.ts";

/** What a word beside a number says about it. */
export type WordRole =
  | "phone"
  | "hint"
  | "fax"
  | "stop"
  | "numbering"
  | "neutral"
  | "link";

/** When languages disagree over a word, the earlier role wins: a missed number is worse than a doubtful stop. */
const PRECEDENCE: readonly WordRole[] = [
  "fax",
  "phone",
  "numbering",
  "hint",
  "link",
  "neutral",
  "stop",
];

const SHORTEST_PLAIN = 5;
const LATIN = /^\p{Script=Latin}/u;

/** "Ligação" as "ligacao": phones, logs and old programs write without accents. */
function withoutAccents(word: string): string {
  return LATIN.test(word)
    ? word.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ı", "i")
    : word;
}

function collectRoles(): Map<string, WordRole> {
  const roles = new Map<string, WordRole>();
  for (const role of PRECEDENCE) {
    for (const language of LANGUAGES) {
      const words =
        role === "stop" ? Object.values(language.stop).flat() : language[role];
      for (const word of words) if (!roles.has(word)) roles.set(word, role);
    }
  }
  for (const [word, role] of [...roles]) {
    const plain = withoutAccents(word);
    if (plain.length >= SHORTEST_PLAIN && !roles.has(plain))
      roles.set(plain, role);
  }
  return roles;
}

const roles = collectRoles();
const units = new Set(LANGUAGES.flatMap(({ unit }) => unit));

function byCharacter(
  words: readonly string[],
  at: 0 | -1,
): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(new Set(words), (word) => word.at(at) ?? "");
}

const phoneStems = byCharacter(
  LANGUAGES.flatMap(({ phoneStems: stems }) => stems ?? []),
  0,
);
const endings = byCharacter(
  LANGUAGES.flatMap(({ numberingEndings }) => numberingEndings ?? []),
  -1,
);
const PHONE_PART =
  /telefo|ruf|handy|mobil|fax|service|hotline|durchwahl|kontakt|notdienst|puhel|gsm|matkap|hívó|zöld|telefoon|journummer|vakt|fon$/;
const PHONE_ENDING = /.(?:telefon|hotline|fax|telefoon|puhelin)$/;
const STOP_ROOT = new RegExp(
  STOP_ROOTS.map(({ root }) => root.source).join("|"),
);

const HEBREW_BEGINS = 0x590;
const SHORTEST_COMPOUND = 4;

/** "Bestellnummer" is a stop word and "Servicenummer" is not, though neither is in a table. */
function compoundRole(word: string): WordRole | undefined {
  if (word.length < SHORTEST_COMPOUND) return undefined;
  if (phoneStems.get(word[0] ?? "")?.some((stem) => word.startsWith(stem)))
    return "phone";
  if (PHONE_ENDING.test(word)) return "phone";
  const ending = endings
    .get(word.at(-1) ?? "")
    ?.find((end) => word.length > end.length + 1 && word.endsWith(end));
  if (ending === undefined) return STOP_ROOT.test(word) ? "stop" : undefined;
  return PHONE_PART.test(word.slice(0, -ending.length)) ? "phone" : "stop";
}

/** Customers, members and the like: "customer service" is a line, "customer no." is not. */
const people = new Set(LANGUAGES.flatMap(({ stop }) => stop.person ?? []));

/** Where a word for "number" behind it makes an id of what else is something to call. */
export function isNumbered(word: string): boolean {
  return people.has(word) || COUNTED.has(word);
}

/** "Réservation :": the number after it is where to do so, or the one it was given. */
export function isBooked(word: string): boolean {
  return BOOKED.has(word);
}

export function isPerson(word: string): boolean {
  return people.has(word);
}

const stops = new Set(
  LANGUAGES.flatMap(({ stop }) => Object.values(stop).flat()),
);

const pairs = new Map<string, Map<string, "phone" | "stop">>();
for (const { words, role } of PAIRS) {
  const [first = "", second = ""] = words.split(" ");
  pairs.set(second, (pairs.get(second) ?? new Map()).set(first, role));
}

/** What two neighbouring words say together, where that differs from what each says. */
export function roleOfPair(
  first: string,
  second: string,
): "phone" | "stop" | undefined {
  return pairs.get(second)?.get(first);
}

const abbreviations = new Set(
  ID_ABBREVIATIONS.flatMap(({ letters, capitals = false }) =>
    capitals
      ? letters.map((one) => one.toUpperCase())
      : letters.flatMap((one) => [one, one.toUpperCase()]),
  ),
);

const longestAbbreviation = Math.max(
  ...[...abbreviations].map(({ length }) => length),
);

/** True of the letters of an id's abbreviation, which were in capitals or parted by stops: "RG", "r.g.". */
export function isIdAbbreviation(letters: string): boolean {
  if (letters.length > longestAbbreviation) return false;
  if (letters === letters.toUpperCase()) return abbreviations.has(letters);
  return abbreviations.has(letters.toLowerCase());
}

/** "Az." is a file's sign in German and "az" an article in Hungarian: the full stop tells. */
export function isStopAbbreviation(word: string): boolean {
  return stops.has(word) && roles.get(word) === "link";
}

/** Articles and small words that Arabic and Hebrew write as one with the next: the shorter first, for Hebrew. */
const JOINED_BEFORE: readonly RegExp[] = [
  /^(?:[وف]?(?:ال|لل|بال|كال|ب|ل)|و|[והלבמשכ])(?=[\p{Script=Arabic}\p{Script=Hebrew}]{3})/u,
  /^[והלבמשכ]{2}(?=\p{Script=Hebrew}{3})/u,
];
/** "Of", which Bengali writes as one with the word before. */
const JOINED_BEHIND = /(?<=\p{Script=Bengali}{3})(?:\u09c7)?\u09b0$/u;

function knownPlainForm(
  word: string,
  isKnown: (plain: string) => boolean,
): string | undefined {
  if (word.charCodeAt(0) < HEBREW_BEGINS) return undefined;
  return [...JOINED_BEFORE, JOINED_BEHIND]
    .map((joined) => word.replace(joined, ""))
    .find((plain) => plain !== word && isKnown(plain));
}

const MEMO_SLOTS = 1024;
const plainRoles = new Memo<WordRole | "none">(MEMO_SLOTS);

function roleOfPlain(word: string): WordRole | undefined {
  if (word.charCodeAt(0) < HEBREW_BEGINS) return undefined;
  let role = plainRoles.get("", word);
  if (role === undefined) {
    const plain = knownPlainForm(word, (form) => roles.has(form));
    role = roles.get(plain ?? "") ?? "none";
    plainRoles.set("", word, role);
  }
  return role === "none" ? undefined : role;
}

/** The role of a lower-case word, or undefined for a word that says nothing. */
export function roleOf(word: string): WordRole | undefined {
  return roles.get(word) ?? compoundRole(word) ?? roleOfPlain(word);
}

const kinds = new Set(NUMBER_KINDS.neutral);

/** "New", "direct", "green": kinds of telephone number. */
export function isNumberKind(word: string): boolean {
  return (
    kinds.has(word) ||
    knownPlainForm(word, (plain) => kinds.has(plain)) !== undefined
  );
}

/** "Of", between an owner and the word for number. */
export function isOwned(word: string): boolean {
  return (
    OWNED.has(word) || (JOINED_BEHIND.test(word) && roleOf(word) === undefined)
  );
}

export function isUnit(word: string): boolean {
  return units.has(word);
}

const unspacedUnits = byCharacter(
  UNSPACED.flatMap(({ unit }) => unit),
  0,
);

/** True when the word begins with a unit of a language written without spaces. */
export function beginsWithUnit(word: string): boolean {
  const units = unspacedUnits.get(word[0] ?? "");
  return units?.some((unit) => word.startsWith(unit)) ?? false;
}
