import { describe, expect, it } from "vitest";
import { pbxFault } from "../../calls/testing-pbx.ts";
import { BASES } from "./mount.ts";
import { ALICE, ORDER, OUTSIDE, openCtd, testClient } from "./testing.ts";
import { created, refusal } from "./testing-answers.ts";
import { isCall } from "./testing-schema.ts";

describe("POST /calls", () => {
  it.each(BASES)("makes a call at %s/calls", async (base) => {
    const door = await openCtd();
    const response = await door.ask("POST", `${base}/calls`, {
      body: ORDER,
      headers: { "x-correlator": "b4333c46-49c0-4f62-80d7-f0ef930f1c46" },
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("x-correlator")).toBe(
      "b4333c46-49c0-4f62-80d7-f0ef930f1c46",
    );
    const call: unknown = await response.json();
    expect(isCall(call)).toBe(true);
    expect(call).toMatchObject({
      ...ORDER,
      status: "initiating",
      recordingEnabled: false,
    });
  });

  it.each([
    ["no caller", { callee: ORDER.callee }, 400, "INVALID_ARGUMENT"],
    ["no callee", { caller: ORDER.caller }, 400, "INVALID_ARGUMENT"],
    ["nothing", {}, 400, "INVALID_ARGUMENT"],
    ["an empty body", "", 400, "INVALID_ARGUMENT"],
    ["no JSON", "{", 400, "INVALID_ARGUMENT"],
    ["a list", [ORDER], 400, "INVALID_ARGUMENT"],
    ["a member too many", { ...ORDER, x: 1 }, 400, "INVALID_ARGUMENT"],
    [
      "a member too many inside",
      { ...ORDER, caller: { number: ALICE, x: 1 } },
      400,
      "INVALID_ARGUMENT",
    ],
    [
      "a number that is no text",
      { ...ORDER, caller: { number: 34 } },
      400,
      "INVALID_ARGUMENT",
    ],
    [
      "a caller that is no E.164",
      { ...ORDER, caller: { number: "911" } },
      422,
      "INVALID_PHONE_NUMBER",
    ],
    [
      "a callee that is no E.164",
      { ...ORDER, callee: { number: "+0123456" } },
      422,
      "INVALID_PHONE_NUMBER",
    ],
    [
      "the same number twice",
      { caller: ORDER.caller, callee: ORDER.caller },
      422,
      "SAME_CALLER_CALLEE",
    ],
    [
      "a recording",
      { ...ORDER, recordingEnabled: true },
      422,
      "RECORDING_NOT_SUPPORTED",
    ],
    [
      "a sink without https",
      { ...ORDER, sink: "http://example.com" },
      400,
      "INVALID_ARGUMENT",
    ],
    [
      "a caller nobody knows here",
      { ...ORDER, caller: { number: OUTSIDE } },
      422,
      "CALLER_NOT_AVAILABLE",
    ],
    [
      "a callee the house denies",
      { ...ORDER, callee: { number: "+34999123456" } },
      422,
      "CALLEE_NOT_AVAILABLE",
    ],
    [
      "a callee abroad",
      { ...ORDER, callee: { number: "+442071838750" } },
      422,
      "CALLEE_NOT_AVAILABLE",
    ],
  ])("refuses %s", async (_, body, status, code) => {
    const door = await openCtd();
    const response = await door.ask("POST", "/calls", { body });
    expect(await refusal(response)).toEqual([status, code]);
    expect(await door.store.live()).toEqual([]);
    expect(door.enqueued).toEqual([]);
  });

  it.each<[string, object]>([
    ["PLAIN", { credentialType: "PLAIN" }],
    ["no token", { credentialType: "ACCESSTOKEN" }],
    [
      "another kind of token",
      { ...token("2100-01-01T00:00:00Z"), accessTokenType: "mac" },
    ],
    ["a token that is over", token("2020-01-01T00:00:00Z")],
    ...["tök€n", "a\r\nX: 1", "a\n", "two words", "\u007f", ""].map(
      (accessToken): [string, object] => [
        `a token that no header carries, ${JSON.stringify(accessToken)}`,
        { ...token("2100-01-01T00:00:00Z"), accessToken },
      ],
    ),
    ["a time without a zone", token("2100-01-01T00:00:00")],
    ["a member too many", { ...token("2100-01-01T00:00:00Z"), x: 1 }],
    [
      "jwksUri, which is ours to say",
      { credentialType: "PRIVATE_KEY_JWT", jwksUri: "https://a.example" },
    ],
  ])("refuses a credential with %s", async (_, sinkCredential) => {
    const door = await openCtd();
    const body = { ...ORDER, sink: "https://a.example", sinkCredential };
    const response = await door.ask("POST", "/calls", { body });
    expect(await refusal(response)).toEqual([400, "INVALID_ARGUMENT"]);
    expect(await door.store.live()).toEqual([]);
  });

  it("takes a token of whatever a header carries", async () => {
    const door = await openCtd();
    const accessToken = Array.from({ length: 94 }, (_, index) =>
      String.fromCharCode(0x21 + index),
    ).join("");
    await created(door, {
      ...ORDER,
      sink: "https://a.example/x",
      sinkCredential: { ...token("2100-01-01T00:00:00Z"), accessToken },
    });
    expect(door.sinks).toHaveLength(1);
  });

  it("writes the sink with the call", async () => {
    const door = await openCtd();
    const credential = token("2100-01-01T00:00:00Z");
    const call = await created(door, {
      ...ORDER,
      sink: "https://a.example/x",
      sinkCredential: credential,
    });
    expect(door.sinks).toEqual([
      {
        callId: call.callId,
        clientId: "crm",
        url: "https://a.example/x",
        correlator: expect.stringMatching(/^[0-9a-f-]{36}$/),
        credential,
      },
    ]);
    expect(JSON.stringify(call)).not.toContain("secret");
  });

  it("tells 409 for a second call of the pair, and 503 without a PBX", async () => {
    const door = await openCtd();
    await created(door);
    const again = await door.ask("POST", "/calls", { body: ORDER });
    expect(await refusal(again)).toEqual([409, "ALREADY_EXISTS"]);
    door.pbx.fault = pbxFault("down");
    const body = { ...ORDER, callee: { number: OUTSIDE } };
    const down = await door.ask("POST", "/calls", { body });
    expect(await refusal(down)).toEqual([503, "UNAVAILABLE"]);
    expect(await door.store.live()).toHaveLength(1);
  });

  it("asks before it dials whether both can be rung", async () => {
    const door = await openCtd();
    door.pbx.available = { a: "unavailable", b: "unknown" };
    const caller = await door.ask("POST", "/calls", { body: ORDER });
    expect(await refusal(caller)).toEqual([422, "CALLER_NOT_AVAILABLE"]);
    door.pbx.available = { a: "available", b: "unavailable" };
    const callee = await door.ask("POST", "/calls", { body: ORDER });
    expect(await refusal(callee)).toEqual([422, "CALLEE_NOT_AVAILABLE"]);
    expect(door.pbx.originates).toEqual([]);
  });

  it("gives a repeated order its call again, and refuses its key for another", async () => {
    const door = await openCtd();
    const headers = { "idempotency-key": "order-1" };
    const [first, second] = await Promise.all([
      door.ask("POST", "/calls", { body: ORDER, headers }),
      door.ask("POST", "/calls", { body: ORDER, headers }),
    ]);
    expect([first.status, second.status]).toEqual([201, 201]);
    const answer = await first.text();
    expect(await second.text()).toBe(answer);
    await door.settled();
    const later = await door.ask("POST", "/calls", { body: ORDER, headers });
    expect(await later.text()).toBe(answer);
    expect(door.pbx.originates).toHaveLength(1);
    const body = { ...ORDER, callee: { number: OUTSIDE } };
    const other = await door.ask("POST", "/calls", { body, headers });
    expect(await refusal(other)).toEqual([409, "ALREADY_EXISTS"]);
  });

  it("an outside caller only for clients that may", async () => {
    const door = await openCtd([testClient({ trunkCaller: true })]);
    await created(door, {
      caller: { number: OUTSIDE },
      callee: { number: ALICE },
    });
    await door.settled();
    expect(door.pbx.originates[0]?.program?.a).toEqual({
      kind: "outside",
      dialString: OUTSIDE,
    });
  });

  it("with a pool of masks nobody is shown the other's number", async () => {
    const maskNumbers = ["+34900000001", "+34900000002"];
    const door = await openCtd([testClient({ maskNumbers })]);
    await created(door);
    await door.settled();
    const { shownToA, shownToB } = door.pbx.originates[0]?.program ?? {};
    expect(maskNumbers).toContain(shownToA);
    expect(maskNumbers).toContain(shownToB);
  });
});

function token(accessTokenExpiresUtc: string) {
  return {
    credentialType: "ACCESSTOKEN",
    accessToken: "secret",
    accessTokenExpiresUtc,
    accessTokenType: "bearer",
  };
}
