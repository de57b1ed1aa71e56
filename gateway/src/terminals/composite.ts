import { DomainError } from "../calls/errors.ts";
import type { Credential, Terminal, TerminalDirectory } from "./port.ts";

/** The gateway's own terminals first, then those that the telephone system of the AoR's domain knows. */
export class CompositeTerminalDirectory implements TerminalDirectory {
  readonly #local: TerminalDirectory;
  readonly #byDomain: ReadonlyMap<string, TerminalDirectory>;

  constructor(
    local: TerminalDirectory,
    byDomain: ReadonlyMap<string, TerminalDirectory>,
  ) {
    this.#local = local;
    this.#byDomain = byDomain;
  }

  /** Throws DomainError `backend_error` where nobody who might know it can be asked. */
  async findCredential(
    username: string,
    domain: string,
  ): Promise<Credential | undefined> {
    // Both are asked at once: a local AoR that is answered sooner would show that it is there.
    const [local, found] = await Promise.allSettled([
      this.#local.findCredential(username, domain),
      this.#byDomain.get(domain)?.findCredential(username, domain),
    ]);
    return settledValue(local) ?? settledValue(found);
  }

  async findById(terminalId: string): Promise<Terminal | undefined> {
    const [local, ...found] = await Promise.allSettled(
      [this.#local, ...this.#byDomain.values()].map((each) =>
        each.findById(terminalId),
      ),
    );
    if (local === undefined) return undefined;
    return settledValue(local) ?? found.map(settledValue).find((each) => each);
  }
}

function settledValue<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === "fulfilled") return settled.value;
  throw new DomainError("pbx", "backend_error", "backend error", {
    cause: settled.reason,
  });
}
