import { describe, expect, it } from "vitest";
import {
  parseGatewayAddress,
  permissionPattern,
  socketAddress,
} from "./address.ts";

describe("parseGatewayAddress", () => {
  it.each([
    ["https://pbx.example.org", "https://pbx.example.org"],
    [
      " https://pbx.example.org:8443/ringback/ ",
      "https://pbx.example.org:8443/ringback",
    ],
    ["pbx.example.org", "https://pbx.example.org"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://localhost:8080/", "http://localhost:8080"],
    ["http://[::1]:8080", "http://[::1]:8080"],
    ["localhost:8080", "http://localhost:8080"],
  ])("takes %s", (typed, address) => {
    expect(parseGatewayAddress(typed)).toBe(address);
  });

  it.each([
    "",
    "http://pbx.example.org",
    "http://127.0.0.1.example.org",
    "http://localhost.example.org",
    "ftp://pbx.example.org",
    "javascript:alert(1)",
    "https://alice:secret@pbx.example.org",
    "https://pbx.example.org/?next=1",
    "https://pbx.example.org/#a",
    "two words",
  ])("refuses %j", (typed) => {
    expect(parseGatewayAddress(typed)).toBeUndefined();
  });
});

it("asks permission for one host only", () => {
  expect(permissionPattern("https://pbx.example.org:8443/ringback")).toBe(
    "https://pbx.example.org/*",
  );
});

it("keeps the gateway's path and scheme for the socket", () => {
  expect(socketAddress("https://pbx.example.org/ringback", "a b")).toBe(
    "wss://pbx.example.org/ringback/ws/chat?ticket=a+b",
  );
  expect(socketAddress("http://[::1]:80", "t")).toBe(
    "ws://[::1]/ws/chat?ticket=t",
  );
});
