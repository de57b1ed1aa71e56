import type { Pbx, PbxChooser } from "../port.ts";

/** The PBXs of a domain in the order the configuration has them. */
export class DomainChooser implements PbxChooser {
  readonly #domains: ReadonlyMap<string, readonly string[]>;
  readonly #pbxs: ReadonlyMap<string, Pbx>;

  /** `domains`: in lower case → names of PBXs. */
  constructor(
    domains: ReadonlyMap<string, readonly string[]>,
    pbxs: ReadonlyMap<string, Pbx>,
  ) {
    this.#domains = domains;
    this.#pbxs = pbxs;
  }

  async choose(domain: string): Promise<readonly Pbx[]> {
    const names = this.#domains.get(domain.toLowerCase()) ?? [];
    return names.flatMap((name) => this.#pbxs.get(name) ?? []);
  }
}
