import { BlockList, isIP } from "node:net";

/** Finds out who is asking: the peer, or, behind configured proxies, the last address they did not add themselves. */
export class ClientAddress {
  readonly #trusted = new BlockList();

  /** `trustedProxies`: addresses or CIDR ranges, checked by the configuration. */
  constructor(trustedProxies: readonly string[]) {
    for (const proxy of trustedProxies) {
      const [address = "", prefix] = proxy.split("/");
      const family = isIP(address) === 6 ? "ipv6" : "ipv4";
      if (prefix === undefined) this.#trusted.addAddress(address, family);
      else this.#trusted.addSubnet(address, Number(prefix), family);
    }
  }

  of(peer: string, forwardedFor: string | undefined): string {
    let address = plain(peer);
    const hops = (forwardedFor ?? "")
      .split(",")
      .map((hop) => plain(hop.trim()));
    while (this.#isTrusted(address)) {
      const before = hops.pop();
      if (before === undefined || isIP(before) === 0) break;
      address = before;
    }
    return address;
  }

  #isTrusted(address: string): boolean {
    return this.#trusted.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
  }
}

function plain(address: string): string {
  return address.startsWith("::ffff:")
    ? address.slice("::ffff:".length)
    : address;
}
