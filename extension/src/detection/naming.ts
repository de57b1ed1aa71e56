import { bitsOf, LETTER, MARK } from "./characters.ts";
import { isWord, tokensOf } from "./label-tokens.ts";
import { roleOf } from "./vocabulary.ts";
import { THINGS } from "./words/things.ts";

/** "Casero: ", before a number. */
const COLON = /(?:^|[\n,;|.] ?)([\p{L}\p{M} .'’/&-]{2,30}[\p{L}\p{M})]) ?: ?$/u;
/** "Rahul - ", first on its line. */
const DASH = /(?:^|\n)([\p{L}\p{M} .'’]{3,30}) - ?$/u;
/** "Jason Tan ", first on its line or in a list. */
const NAME = /(?:^|\n|[,;] )((?:\p{Lu}[\p{L}\p{M}'’-]+ ){2,3})$/u;
/** "Marta (" and "Marta, ", first on its line. */
const NAME_APART =
  /(?:^|\n|[,;] )((?:\p{Lu}[\p{L}\p{M}.'’-]+ ?){1,3})(?: \(|, )$/u;
/** "李明," or "陈明 ": one of the commonest family names, and one or two characters more. */
const HAN_NAME =
  /(?:^|[\n\s,;:，])[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖贾夏韦付方白邹孟熊秦邱江尹薛張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧葉蘇魏呂盧鍾譚陸]\p{Script=Han}{1,2}[,，: (]{0,2}$/u;
const ENDS = /^[ )]?(?:$|\n|[,;，)])/u;
const UNSPACED_SCRIPT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
/** Two words without a capital: "and so:". */
const PROSE = /^[^\p{Lu}\p{Lo}]*\p{L} [^\p{Lu}\p{Lo}]*$/u;
const LONGEST_NAME = 40;

/** False of what holds a word for an id, or for number: a thing has a number of its own. */
function mayBeName(words: string | undefined): boolean {
  if (words === undefined || UNSPACED_SCRIPT.test(words)) return false;
  if (PROSE.test(words)) return false;
  return tokensOf(words.toLowerCase())
    .filter(isWord)
    .every((word) => {
      const role = roleOf(word);
      return role !== "stop" && role !== "numbering" && !THINGS.has(word);
    });
}

const BETWEEN = new Set(" :-,，(");
const ENDS_NAME = new Set(")'’.-");
const LONGEST_JOINT = 4;

/** Cheap: a word ends shortly before. */
function wordEndsBefore(text: string, start: number): boolean {
  let at = start - 1;
  while (at >= start - LONGEST_JOINT && BETWEEN.has(text[at] ?? "")) at -= 1;
  return (
    (bitsOf(text.charCodeAt(at)) & (LETTER | MARK)) > 0 ||
    ENDS_NAME.has(text[at] ?? "")
  );
}

/** True when all that stands before a number may be the name of somebody. */
export function isNamed(text: string, start: number, end: number): boolean {
  if (!wordEndsBefore(text, start)) return false;
  const before = text.slice(Math.max(0, start - LONGEST_NAME), start);
  if (before.includes(":") && mayBeName(COLON.exec(before)?.[1])) return true;
  if (!ENDS.test(text.slice(end, end + 2))) return false;
  return (
    mayBeName(DASH.exec(before)?.[1]) ||
    mayBeName(NAME.exec(before)?.[1]) ||
    mayBeName(NAME_APART.exec(before)?.[1]) ||
    HAN_NAME.test(before)
  );
}
