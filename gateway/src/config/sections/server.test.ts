import { expect, test } from "vitest";
import { listenAddress } from "./server.ts";

test.each([
  ["127.0.0.1:8089", { host: "127.0.0.1", port: 8089 }],
  ["[::1]:0", { host: "::1", port: 0 }],
  ["localhost:65535", { host: "localhost", port: 65535 }],
])("%s is divided", (listen, address) => {
  expect(listenAddress(listen)).toEqual(address);
});

test.each([
  "127.0.0.1",
  "127.0.0.1:65536",
  "::1:8089",
  "[127.0.0.1]:80",
  ":80",
])("%s is no address", (listen) => {
  expect(listenAddress(listen)).toBeUndefined();
});
