import { EASTERN_SCRIPTS } from "./eastern-scripts.ts";
import { GERMANIC } from "./germanic.ts";
import type { LanguageWords } from "./language-words.ts";
import { LATIN_SCRIPT } from "./latin-script.ts";
import { ROMANCE } from "./romance.ts";
import { SLAVIC } from "./slavic.ts";

export const LANGUAGES: readonly LanguageWords[] = [
  ...GERMANIC,
  ...ROMANCE,
  ...SLAVIC,
  ...LATIN_SCRIPT,
  ...EASTERN_SCRIPTS,
];
