type Waiting<Item, Result> = {
  item: Item;
  resolve: (result: Result) => void;
  reject: (fault: unknown) => void;
};

/** What comes in one turn of the event loop is done in one go. */
export class Together<Item, Result> {
  readonly #work: (items: readonly Item[]) => Promise<readonly Result[]>;
  #waiting: Waiting<Item, Result>[] = [];

  /** `work` gives the results in the order of the items. */
  constructor(work: (items: readonly Item[]) => Promise<readonly Result[]>) {
    this.#work = work;
  }

  /** Rejects, with all that came with it, where the work does. */
  async add(item: Item): Promise<Result> {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    this.#waiting.push({ item, resolve, reject });
    if (this.#waiting.length === 1) setImmediate(() => void this.#run());
    return await promise;
  }

  async #run(): Promise<void> {
    const all = this.#waiting;
    this.#waiting = [];
    try {
      const results = await this.#work(all.map(({ item }) => item));
      for (const [index, result] of results.entries())
        all[index]?.resolve(result);
    } catch (fault) {
      for (const { reject } of all) reject(fault);
    }
  }
}
