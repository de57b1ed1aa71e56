const ALWAYS = 200;
const CHARACTERS_PER_SPAN = 20;
/** More than the tries it takes to part a number from its neighbours. */
const PER_NUMBER = 6;

/** Numbers of one text: more than anybody looks at, reached only where they stand closer than numbers do. What follows is not read. */
export const MOST_NUMBERS = 20_000;

/**
 * How many spans may be read on one line: more than any line of real numbers needs, and in proportion to its length, so
 * that the work of a text stays linear whatever it holds. A line's budget does not depend on other lines.
 */
export class Budget {
  #left: number;

  constructor(lineLength: number) {
    this.#left = ALWAYS + Math.floor(lineLength / CHARACTERS_PER_SPAN);
  }

  /** Takes one span from the budget; false when it is used up. */
  spend(): boolean {
    this.#left -= 1;
    return this.#left >= 0;
  }

  /** A number was found: an honest list, however dense, pays for itself. Stays linear, as numbers have a length. */
  earn(): void {
    this.#left += PER_NUMBER;
  }
}
