const ZERO = 0x30;
const NINE = 0x39;
const SLOTS = 4096;

interface Entry<Value> {
  readonly window: string;
  readonly value: Value;
}

/** All digits alike: which they are says nothing of the words among them. */
function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

function hashOf(text: string, from: number, to: number): number {
  let hash = to - from;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    hash = Math.imul(hash ^ (isDigit(code) ? ZERO : code), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}

function isSame(window: string, text: string, from: number): boolean {
  for (let at = 0; at < window.length; at += 1) {
    const one = window.charCodeAt(at);
    const other = text.charCodeAt(from + at);
    if (one !== other && !(isDigit(one) && isDigit(other))) return false;
  }
  return true;
}

/** Remembers what was said of the words before a number, one to a slot: on a page the same labels come again and again. */
export class LabelMemo<Value> {
  #slots = new Array<Entry<Value> | undefined>(SLOTS);

  clear(): void {
    this.#slots = new Array<Entry<Value> | undefined>(SLOTS);
  }

  /** The value for `text` between `from` and `to`, worked out when it is not known. */
  of(text: string, from: number, to: number, workOut: () => Value): Value {
    const slot = hashOf(text, from, to);
    const known = this.#slots[slot];
    if (
      known &&
      known.window.length === to - from &&
      isSame(known.window, text, from)
    )
      return known.value;
    const value = workOut();
    this.#slots[slot] = { window: text.slice(from, to), value };
    return value;
  }
}
