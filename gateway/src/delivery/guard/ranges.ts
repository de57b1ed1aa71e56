/** Which addresses belong to anybody on the public internet, and which only to somebody's own network. */
import { BlockList, isIP } from "node:net";

/** IPv4 that is not global unicast: IANA's registry of special-purpose addresses, and everything from 224.0.0.0 on. */
const NOT_PUBLIC_V4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8"],
  ...["169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24"],
  ...["192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"],
  ...["192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"],
  ...["198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
];

/**
 * IPv6 has one block of global unicast, 2000::/3: loopback, mapped, NAT64, unique local, link-local and multicast stand
 * outside it. In it, protocol assignments (Teredo, ORCHID), documentation, 6to4 and AS112 are no hosts of anybody.
 */
const GLOBAL_V6 = "2000::/3";
const NOT_PUBLIC_V6 = [
  ...["2001::/23", "2001:db8::/32", "2002::/16"],
  ...["2620:4f:8000::/48", "3fff::/20"],
];

/** ISATAP hides an IPv4 address behind this in the last 64 bits. */
const ISATAP = /:(?:0{0,4}|0?200):5efe:[0-9a-f]{1,4}:[0-9a-f]{1,4}$/i;

const notPublic = blockListOf([...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6]);
const globalV6 = blockListOf([GLOBAL_V6]);

/** An address as `net` and resolvers write it; a name, or an address with a zone, is not public. */
export function isPublic(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, "ipv4");
  if (family !== 6 || address.includes("%")) return false;
  return (
    globalV6.check(address, "ipv6") &&
    !notPublic.check(address, "ipv6") &&
    !ISATAP.test(address)
  );
}

/** Addresses, or addresses with the length of their network part. Throws for anything else. */
export function blockListOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits] = range.split("/");
    const type = isIP(address) === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) list.addAddress(address, type);
    else list.addSubnet(address, Number(bits), type);
  }
  return list;
}

export function isIn(list: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && list.check(address, family === 4 ? "ipv4" : "ipv6");
}
