/** Words from a text that lists them between white space. */
export function list(words: TemplateStringsArray): readonly string[] {
  return words.join(" ").trim().split(/\s+/);
}

/** What a stop word names. */
type StopTopic =
  /** things bought or booked */
  | "order"
  /** people and their papers */
  | "person"
  /** companies and their registers */
  | "company"
  /** accounts and cards */
  | "bank"
  /** goods and devices */
  | "goods"
  /** files, contracts, other identifiers */
  | "id"
  /** addresses */
  | "place"
  /** amounts and measures */
  | "amount";

/** What one language writes round telephone numbers and round numbers that are none. Lower case, single words. */
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
  /** Words that leave such a number a telephone number ("our number", "new number"). */
  readonly neutral: readonly string[];
  /** The number after it is no telephone number. */
  readonly stop: Readonly<Partial<Record<StopTopic, readonly string[]>>>;
  /** Units and counted things directly after a number. */
  readonly unit: readonly string[];
  /** Small words that may stand between a label and its number. */
  readonly link: readonly string[];
}

/** Words of a language written without spaces between them: found anywhere in the text. */
export interface UnspacedWords {
  readonly language: string;
  readonly phone: readonly string[];
  readonly fax: readonly string[];
  /** Words for "number": what stands before them decides. */
  readonly number: readonly string[];
  /** The same, but by themselves of a telephone. */
  readonly callNumber: readonly string[];
  /** Whose number it may be, or which: before a word for number they make it one to call. */
  readonly owner: readonly string[];
  /** Titles and houses: directly before the number they say whose telephone it is. */
  readonly person: readonly string[];
  /** Only where it ends close to the number. */
  readonly stop: readonly string[];
  /** Directly after the number. */
  readonly unit: readonly string[];
}
