/** What one language writes round telephone numbers and round numbers that are none. Lower case, no punctuation. */
export interface LanguageWords {
  readonly language: string;
  /** Names of a telephone or a line: the number after it is a telephone number. */
  readonly phone: readonly string[];
  /** Beginnings of inflected and compound phone words ("telefon…"). */
  readonly phoneStems?: readonly string[];
  /** Words that often stand before a number to call, but elsewhere too ("contact", "support"). */
  readonly hint: readonly string[];
  readonly fax: readonly string[];
  /** Words for "number": they take their sense from the word before them. */
  readonly numbering: readonly string[];
  /** Endings that make one word of topic and "number" ("…nummer"). */
  readonly numberingEndings?: readonly string[];
  /** Words that leave such a number a telephone number ("our number", "mobile number"). */
  readonly neutral: readonly string[];
  /** Orders, accounts, ids, prices, measures: the number after it is no telephone number. By topic. */
  readonly stop: Readonly<Record<string, readonly string[]>>;
  /** Units and counted things directly after a number. */
  readonly unit: readonly string[];
  /** Small words that may stand between a label and its number. */
  readonly link: readonly string[];
}
