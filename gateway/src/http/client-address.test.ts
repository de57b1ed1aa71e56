import { expect, test } from "vitest";
import { ClientAddress, networkOf } from "./client-address.ts";

const PROXIES = ["127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8"];

test.each<[string, string, string | undefined, string]>([
  ["nobody in between", "203.0.113.7", undefined, "203.0.113.7"],
  ["a header from a stranger", "203.0.113.7", "198.51.100.1", "203.0.113.7"],
  ["one proxy", "10.1.2.3", "203.0.113.7", "203.0.113.7"],
  ["two proxies", "127.0.0.1", "203.0.113.7, 10.1.2.3", "203.0.113.7"],
  [
    "a client that invents hops",
    "10.1.2.3",
    "1.1.1.1, 203.0.113.7",
    "203.0.113.7",
  ],
  [
    "a client that invents a proxy",
    "10.1.2.3",
    "1.1.1.1, 10.9.9.9, 203.0.113.7",
    "203.0.113.7",
  ],
  ["a proxy that says nothing", "10.1.2.3", undefined, "10.1.2.3"],
  ["a proxy's own request", "10.1.2.3", "10.4.5.6", "10.4.5.6"],
  ["a proxy that says nonsense", "10.1.2.3", "unknown", "10.1.2.3"],
  [
    "nonsense with an address in it",
    "10.1.2.3",
    "203.0.113.7:4711",
    "10.1.2.3",
  ],
  ["IPv4 in IPv6", "::ffff:10.1.2.3", "::ffff:203.0.113.7", "203.0.113.7"],
  ["IPv6", "::1", "2001:db8::7", "2001:db8::7"],
  ["an IPv6 range", "fd12::1", "2001:db8::7", "2001:db8::7"],
  ["a zone", "fe80::1%eth0", "203.0.113.7", "fe80::1%eth0"],
  ["a zone that was invented", "10.1.2.3", "fd12::1%x", "fd12::1%x"],
  ["a socket that is gone", "", "203.0.113.7", ""],
  ["very many hops", "10.1.2.3", "10.1.1.1, ".repeat(5_000), "10.1.2.3"],
])("%s", (_, peer, forwarded, expected) => {
  expect(new ClientAddress(PROXIES).of(peer, forwarded)).toBe(expected);
});

test("without configured proxies nobody is believed", () => {
  const address = new ClientAddress([]).of("127.0.0.1", "203.0.113.7");
  expect(address).toBe("127.0.0.1");
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:1:2::6", "2001:db8:1:2::/64"],
  ["2001:db8::6", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
  ["no address", "no address"],
])("limits count %s as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
