import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Finds out who is asking: the peer, or, behind configured proxies, the last address they did not add themselves. */
export class ClientAddress {
  #trusted = new BlockList();

  /** `trustedProxies`: addresses or CIDR ranges, checked by the configuration. */
  constructor(trustedProxies: readonly string[]) {
    this.trust(trustedProxies);
  }

  /** These from now on, and no others. */
  trust(trustedProxies: readonly string[]): void {
    const trusted = new BlockList();
    for (const proxy of trustedProxies) {
      const [address = "", prefix] = proxy.split("/");
      const family = isIP(address) === 6 ? "ipv6" : "ipv4";
      if (prefix === undefined) trusted.addAddress(address, family);
      else trusted.addSubnet(address, Number(prefix), family);
    }
    this.#trusted = trusted;
  }

  ofRequest(request: IncomingMessage): string {
    const forwarded = request.headers["x-forwarded-for"];
    return this.of(
      request.socket.remoteAddress ?? "",
      Array.isArray(forwarded) ? forwarded.join(",") : forwarded,
    );
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

/** Whom limits are counted for: an IPv4 address; of IPv6 the /64, for one client may use any address of it. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("::", 2);
  const groups = head === "" ? [] : head.split(":");
  const rest = tail === undefined || tail === "" ? [] : tail.split(":");
  // An IPv4 address at the end stands for two groups.
  const missing =
    8 - groups.length - rest.length - (address.includes(".") ? 1 : 0);
  const zeros =
    tail === undefined ? [] : Array.from({ length: missing }, () => "0");
  const network = [...groups, ...zeros, ...rest].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}

function plain(address: string): string {
  return address.startsWith("::ffff:")
    ? address.slice("::ffff:".length)
    : address;
}
