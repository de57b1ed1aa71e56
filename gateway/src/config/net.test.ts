import { expect, test } from "vitest";
import { isAddressRange, isLoopback } from "./net.ts";

test.each(["localhost", "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])(
  "%s is this machine",
  (host) => expect(isLoopback(host)).toBe(true),
);

test.each([
  "0.0.0.0",
  "::",
  "10.0.0.1",
  "127.0.0.1.example.com",
  "localhost.example",
])("%s is not only this machine", (host) =>
  expect(isLoopback(host)).toBe(false),
);

test("address ranges", () => {
  for (const good of ["10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8", "::/128"])
    expect(isAddressRange(good), good).toBe(true);
  for (const bad of [
    "10.0.0.0/33",
    "fd00::/129",
    "10.0.0.0/",
    "a/8",
    "10.0.0.0/8/8",
  ])
    expect(isAddressRange(bad), bad).toBe(false);
});
