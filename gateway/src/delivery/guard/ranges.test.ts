import { describe, expect, test } from "vitest";
import { isPublic } from "./ranges.ts";

/** First and last address of what must never be asked, and what the block is. */
const FORBIDDEN = [
  ["0.0.0.0", "0.255.255.255", "this network"],
  ["10.0.0.0", "10.255.255.255", "private"],
  ["100.64.0.0", "100.127.255.255", "carrier-grade NAT"],
  ["127.0.0.0", "127.255.255.255", "loopback"],
  ["169.254.0.0", "169.254.255.255", "link-local"],
  ["169.254.169.254", "169.254.170.2", "metadata of clouds"],
  ["172.16.0.0", "172.31.255.255", "private"],
  ["192.0.0.0", "192.0.0.255", "protocol assignments"],
  ["192.0.2.0", "192.0.2.255", "documentation"],
  ["192.31.196.0", "192.31.196.255", "AS112"],
  ["192.52.193.0", "192.52.193.255", "AMT relays"],
  ["192.88.99.0", "192.88.99.255", "6to4 relays"],
  ["192.168.0.0", "192.168.255.255", "private"],
  ["192.175.48.0", "192.175.48.255", "AS112"],
  ["198.18.0.0", "198.19.255.255", "benchmarking"],
  ["198.51.100.0", "198.51.100.255", "documentation"],
  ["203.0.113.0", "203.0.113.255", "documentation"],
  ["224.0.0.0", "239.255.255.255", "multicast"],
  ["240.0.0.0", "255.255.255.255", "reserved and broadcast"],
  ["::", "::1", "unspecified and loopback"],
  ["::7f00:1", "::ffff", "IPv4-compatible"],
  ["::ffff:127.0.0.1", "::ffff:808:808", "IPv4-mapped"],
  ["::ffff:0:127.0.0.1", "::ffff:0:808:808", "IPv4-translated"],
  ["64:ff9b::7f00:1", "64:ff9b::808:808", "NAT64"],
  ["64:ff9b:1::", "64:ff9b:1:ffff::1", "local NAT64"],
  ["100::", "100::ffff", "discard"],
  ["2001::", "2001:0:ffff:ffff::1", "Teredo"],
  ["2001:2::", "2001:2::ffff", "benchmarking"],
  ["2001:10::", "2001:2f:ffff::1", "ORCHID"],
  ["2001:db8::", "2001:db8:ffff:ffff::1", "documentation"],
  ["2002::", "2002:7f00:1::1", "6to4"],
  ["2002:808:808::1", "2002:ffff:ffff::1", "6to4"],
  ["2620:4f:8000::", "2620:4f:8000:ffff::1", "AS112"],
  ["3fff::", "3fff:fff:ffff::1", "documentation"],
  ["4000::", "5f00::1", "not assigned, segment routing"],
  ["fc00::", "fdff:ffff:ffff::1", "unique local"],
  ["fe80::", "febf::1", "link-local"],
  ["fe80::1%lo", "2a00::1%eth0", "with a zone"],
  ["fec0::1", "feff::1", "site-local"],
  ["ff00::", "ff02::1", "multicast"],
  ["2a00:1450::5efe:7f00:1", "2a00:1450:4001:0:200:5efe:a00:1", "ISATAP"],
  ["localhost", "", "no address"],
  ["127.1", "0x7f000001", "no address"],
] as const;

test.each(FORBIDDEN)("%s to %s: %s", (first, last) => {
  expect([isPublic(first), isPublic(last)]).toEqual([false, false]);
});

describe("what anybody may own is public, up to the edges of what is not", () => {
  test.each([
    ...["1.0.0.0", "9.255.255.255", "11.0.0.0", "100.63.255.255"],
    ...["100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255"],
    ...["169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0"],
    ...["192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0"],
    ...["192.0.3.0", "192.31.195.255", "192.31.197.0", "192.52.192.255"],
    ...["192.52.194.0", "192.88.98.255", "192.88.100.0", "192.175.47.255"],
    ...["192.175.49.0", "198.51.99.255", "198.51.101.0"],
    ...["2620:4f:7fff:ffff::1", "2620:4f:8001::1"],
    ...["203.0.112.255", "203.0.114.0", "223.255.255.255"],
    ...["2001:200::1", "2001:4860:4860::8888", "2003::1", "2a00:1450::1"],
    ...["2400:cb00::1", "3ffe:ffff::1"],
  ])("%s", (address) => expect(isPublic(address)).toBe(true));
});
