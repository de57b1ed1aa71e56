interface Entry<Value> {
  readonly scope: string;
  readonly key: string;
  readonly value: Value;
}

/** Cheap, and no secret: keys that share a slot only drive each other out. */
function hashOf(key: string): number {
  let hash = key.length;
  for (let at = 0; at < key.length; at += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}

/**
 * Remembers results by key, one to a slot: a list longer than the memo still finds part of it again, and a miss costs
 * one small object.
 */
export class Memo<Value> {
  readonly #mask: number;
  #slots: (Entry<Value> | undefined)[];

  /** `slots` is a power of two. */
  constructor(slots: number) {
    this.#mask = slots - 1;
    this.#slots = new Array<Entry<Value> | undefined>(slots);
  }

  clear(): void {
    this.#slots = new Array<Entry<Value> | undefined>(this.#mask + 1);
  }

  get(scope: string, key: string): Value | undefined {
    const known = this.#slots[hashOf(key) & this.#mask];
    return known?.key === key && known.scope === scope
      ? known.value
      : undefined;
  }

  set(scope: string, key: string, value: Value): void {
    this.#slots[hashOf(key) & this.#mask] = { scope, key, value };
  }
}
