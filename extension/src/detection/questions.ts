import type { Label } from "./label-words.ts";
import { labelBefore } from "./labels.ts";
import { roleOf } from "./vocabulary.ts";

const LONGEST_LINE = 160;
/** "[21:02] Edu:", "12/03/2024, 18:22 - Bob:": who says a line of a conversation. */
const SPEAKER =
  /^[[(]?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? ?)?\d{1,2}[:.]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?[\])]?[ -]{0,3}[\p{L}\p{M} .'-]{1,30}:/iu;
const QUESTION = /[?？؟;]\s*$/u;
const MAY_ASK = /[?？؟;]\s*\n|:\d\d[^\n]*:[^\n]*\n/u;
const LONG_NUMBER = /\d[\d .-]{5,}\d/;

/** Cheap: false for a text in which no line can answer another. */
export function mayAsk(text: string): boolean {
  return text.includes("\n") && MAY_ASK.test(text);
}

function lineAt(text: string, end: number): string {
  const from = text.lastIndexOf("\n", end - 1) + 1;
  return end - from > LONGEST_LINE ? "" : text.slice(from, end);
}

const SHORTEST_NUMBER_WORD = 4;

/** A word for telephone, or in a question a word for number that is nobody's order or account. */
function asksForNumber(line: string, isQuestion: boolean): boolean {
  if (labelBefore(`${line} `, line.length + 1) === "phone") return true;
  const words = line.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const roles = words.map((word) => roleOf(word));
  if (roles.includes("phone")) return true;
  const hasNumber = words.some(
    (word, index) =>
      roles[index] === "numbering" && word.length >= SHORTEST_NUMBER_WORD,
  );
  return isQuestion && hasNumber && !roles.includes("stop");
}

/**
 * "What's Jim's number?", and the next line answers: one of the two things that cross a line feed. Only in a
 * conversation, where both lines begin with a time and a name, or after a question.
 */
export function askedBefore(text: string, start: number): Label | undefined {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  if (lineStart === 0) return undefined;
  const before = lineAt(text, lineStart - 1);
  if (before === "" || LONG_NUMBER.test(before.replace(SPEAKER, "")))
    return undefined;
  const isQuestion = QUESTION.test(before);
  const isTalk =
    SPEAKER.test(before) && SPEAKER.test(text.slice(lineStart, start));
  if (!isQuestion && !isTalk) return undefined;
  const asked = before.replace(SPEAKER, "").replace(QUESTION, "");
  return asksForNumber(asked, isQuestion) ? "phone" : undefined;
}
