import { type Pbx, type PbxChooser, UnresolvedPbx } from "../../port.ts";
import { htableGet, type KamailioLookup } from "./rpc.ts";
import { comparable, sipHost } from "./sip-host.ts";

export type KamailioOptions = {
  /** by domain in lower case; a domain without one is left to the next chooser */
  lookups: ReadonlyMap<string, KamailioLookup>;
  /** PBX's name → hosts that mean it */
  hosts: ReadonlyMap<string, readonly string[]>;
};

/** Asks Kamailio at which PBX the domain's calls are now, as the reference service does. */
export class KamailioChooser implements PbxChooser {
  readonly #next: PbxChooser;
  readonly #o: KamailioOptions;

  /** `next` says which PBXs serve a domain at all. */
  constructor(next: PbxChooser, options: KamailioOptions) {
    this.#next = next;
    this.#o = options;
  }

  async choose(domain: string): Promise<readonly Pbx[]> {
    const served = await this.#next.choose(domain);
    const lookup = this.#o.lookups.get(domain.toLowerCase());
    if (lookup === undefined) return served;
    const uri = await htableGet(lookup);
    const host = sipHost(uri);
    const named = served.filter((pbx) =>
      this.#o.hosts.get(pbx.name)?.some((each) => comparable(each) === host),
    );
    if (named.length > 0) return named;
    throw new UnresolvedPbx(
      `Kamailio names ${JSON.stringify(uri.slice(0, 200))}, which is no PBX of ${domain}`,
    );
  }
}
