import { createHash } from "node:crypto";
import { digestResponse, ha1 } from "@ringback/shared/digest.ts";
import {
  isCallResponse,
  isChallengeResponse,
  isServerFrame,
  isSessionResponse,
  isTicketResponse,
} from "@ringback/shared/generated/validators.js";
import { expect, test } from "vitest";
import { ADMIN_GUIDE, API, fences, read } from "./testing-pages.ts";

test("the worked digest is right", () => {
  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const worked = fences(read(API), "text").find((each) =>
    each.startsWith("username "),
  );
  const value = new Map(
    (worked ?? "")
      .trim()
      .split("\n")
      .map((line) => {
        const [name = "", ...rest] = line.split(/\s+/);
        return [name, rest.join(" ")] as const;
      }),
  );
  const of = (name: string) => value.get(name) ?? "";
  const key = ha1(md5, of("username"), of("realm"), of("password"));
  expect(of("HA1")).toBe(key);
  expect(of("HA2")).toBe(md5(of("destination")));
  const response = digestResponse(md5, key, of("nonce"), of("destination"));
  expect(of("response")).toBe(response);
  const session = digestResponse(md5, key, of("nonce"), "session");
  expect(read(API)).toContain(`"response": "${session}"`);
  expect(read(API)).toContain(`"response": "${response}"`);
});

test("the API's examples are what the gateway and its clients take for good", () => {
  const examples: unknown[] = fences(read(API), "json").map((text) =>
    JSON.parse(text),
  );
  const counted = [
    [isServerFrame, 4],
    [isChallengeResponse, 1],
    [isCallResponse, 1],
    [isSessionResponse, 1],
    [isTicketResponse, 1],
  ] as const;
  for (const [isGood, count] of counted) {
    const fitting = examples.filter((each) => isGood(each));
    expect(fitting.length, isGood.name).toBeGreaterThanOrEqual(count);
  }
});

test("the proxy example has every door, exactly", () => {
  const [nginx = ""] = fences(read(ADMIN_GUIDE), "nginx");
  const doors = Array.from(
    nginx.matchAll(/location = (\S+)/g),
    ([, path]) => path,
  );
  expect(doors.sort()).toEqual(
    [
      ...["/challenge", "/call", "/session", "/session/renew"],
      ...["/api/v1/ws-tickets", "/ws/chat"],
      ...["/oauth/token", "/oauth/revoke", "/oauth/jwks"],
      "/.well-known/oauth-authorization-server",
      "/.well-known/openid-configuration",
      ...["/openapi.json", "/docs"],
    ].sort(),
  );
});
