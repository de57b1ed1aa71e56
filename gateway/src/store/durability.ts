/** Writes that count already, and are on their way to the disk. Nothing may follow from them before `reached`. */
export class Durability {
  readonly #commits: Promise<void>[] = [];

  add(commit: Promise<void>): void {
    commit.catch(() => undefined);
    this.#commits.push(commit);
  }

  /** Resolves when all of them are on disk. Rejects where one cannot get there: then it has not happened. */
  async reached(): Promise<void> {
    await Promise.all(this.#commits);
  }
}

/** Whatever comes of `work`, it is told when what it wrote is on disk: one wait, however many writes. */
export async function durably<T>(
  work: (durability: Durability) => Promise<T>,
): Promise<T> {
  const durability = new Durability();
  try {
    return await work(durability);
  } finally {
    await durability.reached();
  }
}
