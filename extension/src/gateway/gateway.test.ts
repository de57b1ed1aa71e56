import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ALICE, LoopbackGateway } from "../testing/loopback-gateway.ts";
import { placeCall } from "./call.ts";
import { type Credentials, deriveHa1, requestChallenge } from "./challenge.ts";
import { faultSentence, type GatewayFault } from "./fault.ts";
import { freshToken, openSession, requestTicket } from "./session.ts";

let gateway: LoopbackGateway;
let alice: Credentials;

beforeEach(async () => {
  gateway = await LoopbackGateway.start();
  alice = {
    gateway: gateway.address,
    aor: ALICE.aor,
    ha1: deriveHa1(ALICE.aor, ALICE.realm, ALICE.password),
  };
});
afterEach(() => gateway.stop());

const wanted = { destination: "+34915550123", iden: "abc" };

async function place(): Promise<unknown> {
  const challenge = await requestChallenge(alice.gateway, alice.aor);
  return await placeCall(alice, challenge, wanted);
}

describe("placing a call", () => {
  it("signs the destination over the nonce", async () => {
    await expect(place()).resolves.toEqual({ iden: "abc" });
    expect(gateway.calls).toMatchObject([wanted]);
    expect(gateway.seen).toEqual(["/challenge", "/call"]);
  });

  it("takes one new nonce when the first ran out", async () => {
    const stale = { nonce: "long-gone", realm: ALICE.realm };
    await placeCall(alice, stale, wanted);
    expect(gateway.seen).toEqual(["/call", "/challenge", "/call"]);
  });

  it("gives up when the second nonce is refused too", async () => {
    const refusal = { status: 401, body: { error: "invalid nonce" } };
    gateway.instead.set("/call", () => refusal);
    await expect(place()).rejects.toMatchObject({ kind: "unauthorized" });
    expect(gateway.seen.filter((path) => path === "/call")).toHaveLength(2);
  });

  it("never sends the password or HA1", async () => {
    const bodies: string[] = [];
    gateway.instead.set("/call", (body) => {
      bodies.push(JSON.stringify(body));
      return undefined;
    });
    await place();
    expect(bodies).toHaveLength(1);
    expect(bodies.join()).not.toContain(ALICE.password);
    expect(bodies.join()).not.toContain(alice.ha1);
  });
});

describe("what can go wrong", () => {
  it.each([
    [400, "refused"],
    [403, "forbidden"],
    [404, "not_a_gateway"],
    [405, "not_a_gateway"],
    [413, "too_large"],
    [500, "unexpected"],
    [502, "pbx"],
  ])("%i is %s", async (status, kind) => {
    gateway.instead.set("/call", () => ({ status, body: { error: "x" } }));
    await expect(place()).rejects.toMatchObject({ kind });
  });

  it.each([
    ["20", "Too many calls in a short time. Try again in 20 s."],
    ["600", "Too many calls in a short time. Try again in 10 minutes."],
    ["soon", "Too many calls in a short time. Try again in 60 s."],
  ])("429 with Retry-After %s says how long", async (after, sentence) => {
    gateway.instead.set("/call", () => ({
      status: 429,
      body: { error: "too many" },
      headers: { "retry-after": after },
    }));
    const fault: unknown = await place().catch((error: unknown) => error);
    expect(faultSentence(fault)).toBe(sentence);
  });

  it.each([
    ["forbidden", "no longer accepts your sign-in"],
    ["destination not allowed: emergency", "on your phone itself"],
    ["destination not allowed: international", "calls abroad"],
    ["destination not allowed: feature code", "feature code"],
    ["destination not allowed: denied prefix", "calls to this number"],
    ["destination not allowed: unknown number range", "what kind of number"],
  ])("403 with %s says %s", async (error, words) => {
    gateway.instead.set("/call", () => ({ status: 403, body: { error } }));
    const fault: unknown = await place().catch((problem: unknown) => problem);
    expect(faultSentence(fault)).toContain(words);
  });

  it("400 for a phone that rings already says so, and what to do", async () => {
    gateway.instead.set("/call", () => ({
      status: 400,
      body: { error: "phone is ringing already" },
    }));
    const fault: unknown = await place().catch((problem: unknown) => problem);
    expect(faultSentence(fault)).toBe(
      "Your phone is ringing for another call already. Answer it, or hang that call up first.",
    );
  });

  it("knows a web server that is no gateway by its answer", async () => {
    gateway.instead.set("/challenge", () => ({ status: 200, body: {} }));
    await expect(place()).rejects.toMatchObject({ kind: "not_a_gateway" });
  });

  it("follows no redirect", async () => {
    gateway.instead.set("/challenge", () => ({
      status: 307,
      body: {},
      headers: { location: `${gateway.address}/call` },
    }));
    await expect(place()).rejects.toMatchObject({ kind: "network" });
    expect(gateway.seen).toEqual(["/challenge"]);
  });

  it("says that nobody is there", async () => {
    gateway.stop();
    await expect(place()).rejects.toMatchObject({ kind: "network" });
  });

  it("sends nothing to an address it would not have accepted", async () => {
    const outside = { ...alice, gateway: "http://gateway.example.org" };
    await expect(
      requestChallenge(outside.gateway, outside.aor),
    ).rejects.toMatchObject({
      kind: "address",
    } satisfies Partial<GatewayFault>);
  });
});

describe("session", () => {
  it("tells a wrong password from other refusals", async () => {
    const wrong = deriveHa1(ALICE.aor, ALICE.realm, "wrong");
    const { nonce } = await requestChallenge(alice.gateway, alice.aor);
    await expect(
      openSession({ ...alice, ha1: wrong }, nonce),
    ).rejects.toMatchObject({ kind: "sign_in_refused" });
  });

  it("uses a token while it lasts, renews it near its end", async () => {
    const first = await freshToken(alice, null, Date.now());
    expect(await freshToken(alice, first, Date.now())).toBe(first);
    const nearEnd = Date.parse(first.expiresAt) - 10_000;
    const second = await freshToken(alice, first, nearEnd);
    expect(second.token).not.toBe(first.token);
    expect(gateway.seen).toEqual(["/challenge", "/session", "/session/renew"]);
  });

  it("shows the digest again when it may not renew", async () => {
    const first = await freshToken(alice, null, Date.now());
    gateway.tokens.clear();
    const nearEnd = Date.parse(first.expiresAt) - 10_000;
    await freshToken(alice, first, nearEnd);
    expect(gateway.seen.slice(2)).toEqual([
      "/session/renew",
      "/challenge",
      "/session",
    ]);
  });

  it("gets a ticket for its token", async () => {
    const { token } = await freshToken(alice, null, Date.now());
    await expect(requestTicket(alice.gateway, token)).resolves.toMatch(/^.+$/);
  });
});
