import { AMHARIC } from "./amharic.ts";
import { ARABIC } from "./arabic.ts";
import { BENGALI } from "./bengali.ts";
import { CHINESE } from "./chinese.ts";
import { CZECH_SLOVAK_SLOVENE_CROATIAN } from "./czech-slovak-slovene-croatian.ts";
import { DUTCH_AFRIKAANS } from "./dutch-afrikaans.ts";
import { ENGLISH } from "./english.ts";
import { FILIPINO_SWAHILI_HAUSA } from "./filipino-swahili-hausa.ts";
import { FINNISH_ESTONIAN } from "./finnish-estonian.ts";
import { FRENCH } from "./french.ts";
import { GERMAN } from "./german.ts";
import { GREEK } from "./greek.ts";
import { HEBREW } from "./hebrew.ts";
import { HINDI_MARATHI_NEPALI } from "./hindi-marathi-nepali.ts";
import { HUNGARIAN } from "./hungarian.ts";
import { ID_ACRONYMS } from "./id-acronyms.ts";
import { INDONESIAN_MALAY } from "./indonesian-malay.ts";
import { ITALIAN } from "./italian.ts";
import { JAPANESE } from "./japanese.ts";
import { KOREAN } from "./korean.ts";
import type { LanguageWords, UnspacedWords } from "./language-words.ts";
import { LITHUANIAN_LATVIAN_ALBANIAN } from "./lithuanian-latvian-albanian.ts";
import { NUMBER_KINDS } from "./number-kinds.ts";
import { PERSIAN } from "./persian.ts";
import { POLISH } from "./polish.ts";
import { PORTUGUESE } from "./portuguese.ts";
import { REACH_US } from "./reach-us.ts";
import { ROMANIAN } from "./romanian.ts";
import { RUSSIAN } from "./russian.ts";
import { SPANISH } from "./spanish.ts";
import { SWEDISH_NORWEGIAN_DANISH_ICELANDIC } from "./swedish-norwegian-danish-icelandic.ts";
import { TAMIL_TELUGU_KANNADA_MALAYALAM } from "./tamil-telugu-kannada-malayalam.ts";
import { THAI_LAO_KHMER_BURMESE } from "./thai-lao-khmer-burmese.ts";
import { TURKISH_AZERBAIJANI } from "./turkish-azerbaijani.ts";
import { UKRAINIAN_BULGARIAN_SERBIAN } from "./ukrainian-bulgarian-serbian.ts";
import { URDU_PUNJABI_PASHTO } from "./urdu-punjabi-pashto.ts";
import { VIETNAMESE } from "./vietnamese.ts";
import { WHO_ANSWERS } from "./who-answers.ts";

export const LANGUAGES: readonly LanguageWords[] = [
  ENGLISH,
  GERMAN,
  DUTCH_AFRIKAANS,
  SWEDISH_NORWEGIAN_DANISH_ICELANDIC,
  SPANISH,
  PORTUGUESE,
  FRENCH,
  ITALIAN,
  ROMANIAN,
  RUSSIAN,
  UKRAINIAN_BULGARIAN_SERBIAN,
  POLISH,
  CZECH_SLOVAK_SLOVENE_CROATIAN,
  INDONESIAN_MALAY,
  VIETNAMESE,
  FILIPINO_SWAHILI_HAUSA,
  TURKISH_AZERBAIJANI,
  FINNISH_ESTONIAN,
  HUNGARIAN,
  LITHUANIAN_LATVIAN_ALBANIAN,
  GREEK,
  ARABIC,
  PERSIAN,
  URDU_PUNJABI_PASHTO,
  HEBREW,
  HINDI_MARATHI_NEPALI,
  BENGALI,
  TAMIL_TELUGU_KANNADA_MALAYALAM,
  AMHARIC,
  WHO_ANSWERS,
  NUMBER_KINDS,
  REACH_US,
  ID_ACRONYMS,
];

/** Languages written without spaces between words, or with endings joined on. */
export const UNSPACED: readonly UnspacedWords[] = [
  CHINESE,
  JAPANESE,
  KOREAN,
  THAI_LAO_KHMER_BURMESE,
];
