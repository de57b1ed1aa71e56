import { bitsOf, LETTER, UNSPACED } from "./characters.ts";
import { normalise } from "./normalise.ts";
import { UNSPACED as LANGUAGES } from "./words/index.ts";

/** What a term of a language written without spaces says; "owner" only before a word for number. */
export type TermRole =
  | "phone"
  | "fax"
  | "stop"
  | "number"
  | "callNumber"
  | "owner"
  | "person";

interface Node {
  readonly before: Map<number, Node>;
  role: TermRole | undefined;
}

function emptyNode(): Node {
  return { before: new Map(), role: undefined };
}

/** All terms, each from its last character to its first. */
const root = emptyNode();

/** As it stands in normalised text, where the long vowel sign has become a dash. */
function asRead(term: string): string {
  return normalise(term).toLowerCase();
}

function learn(term: string, role: TermRole): void {
  let node = root;
  for (let at = term.length - 1; at >= 0; at -= 1) {
    const code = term.charCodeAt(at);
    const next = node.before.get(code) ?? emptyNode();
    node.before.set(code, next);
    node = next;
  }
  node.role ??= role;
}

const ROLES: readonly TermRole[] = [
  "number",
  "callNumber",
  "phone",
  "fax",
  "stop",
  "owner",
  "person",
];

for (const language of LANGUAGES) {
  for (const role of ROLES)
    for (const term of language[role]) learn(asRead(term), role);
}

/** A Latin term must not be the end of a longer word. */
function beginsWord(text: string, at: number): boolean {
  const spaced = (code: number) =>
    (bitsOf(code) & (LETTER | UNSPACED)) === LETTER;
  return (
    at === 0 || !spaced(text.charCodeAt(at)) || !spaced(text.charCodeAt(at - 1))
  );
}

/** A term found in a text. */
export interface Term {
  readonly start: number;
  readonly role: TermRole;
}

/** The longest term that ends at `end`, among those whose role is wanted. */
export function termEndingAt(
  text: string,
  end: number,
  isWanted: (role: TermRole) => boolean,
): Term | undefined {
  let node: Node | undefined = root;
  let found: Term | undefined;
  for (let at = end - 1; at >= 0; at -= 1) {
    node = node.before.get(text.charCodeAt(at));
    if (!node) break;
    const { role } = node;
    if (role && isWanted(role) && beginsWord(text, at))
      found = { start: at, role };
  }
  return found;
}
