/** What no published scenario asks: calls of others, scopes of each operation, the same pair twice, orders that are repeated. */
import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { isErrorInfo } from "../../gateway/src/apis/ctd/testing-schema.ts";
import {
  type Answer,
  memberOf,
  type NewCall,
  type Program,
} from "./program.ts";
import { openStage, type Party, type Stage } from "./stage.ts";

const BASES = ["", "/click-to-dial/v0.1", "/click-to-dial/v0.2rc1"];

function expectRefused(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body]).toMatchObject([
    status,
    { status, code },
  ]);
  expect(isErrorInfo(answer.body)).toBe(true);
}

function invites({ phone }: Party): number {
  const inviting = phone
    .messages()
    .filter(
      ({ method, direction }) =>
        method === "INVITE" && direction === "received",
    );
  return new Set(inviting.map(({ headers }) => headers["call-id"])).size;
}

const skipped = !inject("suites").includes("sid");
describe.skipIf(skipped)("who may do what", () => {
  let stage: Stage;
  let crm: Program;
  let other: Program;
  beforeAll(async () => {
    stage = await openStage();
    crm = await stage.program();
    other = await stage.program();
  }, 60_000);
  afterAll(() => stage.close());

  async function newPair() {
    const [caller, callee] = [await stage.inside(), await stage.outside()];
    const order: NewCall = {
      caller: { number: caller.number },
      callee: { number: callee.number },
    };
    return { caller, callee, order };
  }

  it("another program's call is none, and its events go nowhere else", async () => {
    const [own, foreign] = [await stage.sink(), await stage.sink()];
    const { order } = await newPair();
    const callId = await crm.call({ ...order, sink: own.url });
    const others = await newPair();
    const theirs = await other.call({ ...others.order, sink: foreign.url });
    await own.reached(callId, "connected");
    await foreign.reached(theirs, "connected");
    for (const [method, path] of [
      ["GET", ""],
      ["DELETE", ""],
      ["GET", "/recording"],
    ] as const) {
      const asked = await other.ask(method, `/calls/${callId}${path}`);
      const unknown = await other.ask(method, `/calls/no-call${path}`);
      expectRefused(asked, 404, "NOT_FOUND");
      // Not even the words tell that there is one.
      expect(asked.body).toEqual(unknown.body);
    }
    expect(await crm.statusOf(callId)).toBe("connected");
    expect(await crm.end(callId)).toBe(204);
    expect(await other.end(theirs)).toBe(204);
    await own.ended(callId);
    await foreign.ended(theirs);
    const told = (sink: typeof own) => [
      ...new Set(sink.events().map(({ data }) => data.callId)),
    ];
    expect(told(own)).toEqual([callId]);
    expect(told(foreign)).toEqual([theirs]);
  });

  it.each([
    ["POST", "/calls", "click-to-dial:calls:create"],
    ["GET", "/calls/no-call", "click-to-dial:calls:read"],
    ["DELETE", "/calls/no-call", "click-to-dial:calls:delete"],
    ["GET", "/calls/no-call/recording", "click-to-dial:recordings:read"],
  ] as const)(
    "%s %s needs %s, and no other scope will do",
    async (method, path, scope) => {
      const lacking = SCOPES.filter((each) => each !== scope).join(" ");
      const token = await crm.tokenFor(lacking);
      // 403 comes before anything is said of the body.
      const refused = await crm.ask(method, path, {
        token,
        ...(method === "POST" && { body: "{" }),
      });
      expectRefused(refused, 403, "PERMISSION_DENIED");
      const enough = await crm.ask(method, path, {
        token: await crm.tokenFor(scope),
        ...(method === "POST" && { body: {} }),
      });
      expect(enough.status).toBe(method === "POST" ? 400 : 404);
    },
  );

  it("the same pair is called once at a time", async () => {
    const { caller, callee, order } = await newPair();
    const sink = await stage.sink();
    const twice = await Promise.all(
      [1, 2].map(() =>
        crm.ask("POST", "/calls", { body: { ...order, sink: sink.url } }),
      ),
    );
    const made = twice.find(({ status }) => status === 201);
    const refused = twice.find(({ status }) => status !== 201);
    if (refused === undefined) throw new Error("both were made");
    expectRefused(refused, 409, "ALREADY_EXISTS");
    const callId = memberOf(made?.body, "callId");
    await sink.reached(callId, "connected");
    const again = await crm.ask("POST", "/calls", { body: order });
    expectRefused(again, 409, "ALREADY_EXISTS");
    expect([invites(caller), invites(callee)]).toEqual([1, 1]);

    expect(await crm.end(callId)).toBe(204);
    const next = await crm.call({ ...order, sink: sink.url });
    expect(next).not.toBe(callId);
    await sink.reached(next, "connected");
    expect(await crm.end(next)).toBe(204);
    expect([invites(caller), invites(callee)]).toEqual([2, 2]);
  });

  it.each([
    ["POST", "/calls"],
    ["GET", "/calls/no-call"],
    ["DELETE", "/calls/no-call"],
    ["GET", "/calls/no-call/recording"],
  ])(
    "%s %s refuses a bad x-correlator, and answers with a good one",
    async (method, path) => {
      const headers = { "x-correlator": "two words" };
      const refused = await crm.ask(method, path, { headers });
      expectRefused(refused, 400, "INVALID_ARGUMENT");
      expect(refused.headers.get("x-correlator")).toMatch(/^[a-zA-Z0-9-]{36}$/);
      const longest = { "x-correlator": "x".repeat(256) };
      const taken = await crm.ask(method, path, { headers: longest });
      expect(taken.headers.get("x-correlator")).toBe(longest["x-correlator"]);
      expect([400, 404]).toContain(taken.status);
    },
  );

  it("without its PBX nothing is half-made: 503, no call, no event; then it is made", async () => {
    const { caller, callee, order } = await newPair();
    const sink = await stage.sink();
    const body = { ...order, sink: sink.url };
    const headers = { "Idempotency-Key": "made-only-once" };
    stage.ami.cut();
    await vi.waitUntil(
      async () => (await fetch(`${stage.gateway.origin}/ready`)).status !== 200,
      { timeout: 5_000 },
    );
    const refused = await crm.ask("POST", "/calls", { body, headers });
    expectRefused(refused, 503, "UNAVAILABLE");
    stage.ami.heal();
    await vi.waitUntil(
      async () => (await fetch(`${stage.gateway.origin}/ready`)).status === 200,
      { timeout: 5_000 },
    );
    expect(sink.taken).toEqual([]);
    expect([invites(caller), invites(callee)]).toEqual([0, 0]);
    // Neither the pair nor the key is taken by the call that was not made.
    const made = await crm.ask("POST", "/calls", { body, headers });
    expect(made.status).toBe(201);
    const callId = memberOf(made.body, "callId");
    await sink.reached(callId, "connected");
    expect(await crm.end(callId)).toBe(204);
  });

  it("all base paths are one API", async () => {
    const { order } = await newPair();
    const callId = await (await crm.at("")).call(order);
    for (const base of BASES) {
      const program = await crm.at(base);
      const { body } = await program.ask("GET", `/calls/${callId}`);
      expect(memberOf(body, "callId")).toBe(callId);
    }
    expect(await crm.end(callId)).toBe(204);
  });

  it("an Idempotency-Key outlives a gateway that was killed: one call, the same answer", async () => {
    const { caller, callee, order } = await newPair();
    const sink = await stage.sink();
    const headers = {
      "Idempotency-Key": "order-1-of-2026",
    };
    const body = { ...order, sink: sink.url };
    const first = await crm.ask("POST", "/calls", { body, headers });
    expect(first.status).toBe(201);
    const callId = memberOf(first.body, "callId");
    await sink.reached(callId, "connected");
    await stage.gateway.kill9();
    await stage.gateway.start();
    const again = await crm.ask("POST", "/calls", { body, headers });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect([invites(caller), invites(callee)]).toEqual([1, 1]);
    // The same key of another program is another order; for another call it is a mistake.
    const others = await newPair();
    const foreign = await other.ask("POST", "/calls", {
      body: others.order,
      headers,
    });
    expect(foreign.status).toBe(201);
    expect(memberOf(foreign.body, "callId")).not.toBe(callId);
    const mistaken = await crm.ask("POST", "/calls", {
      body: { ...body, sink: `${sink.url}/other` },
      headers,
    });
    expectRefused(mistaken, 409, "ALREADY_EXISTS");

    expect(await crm.end(callId)).toBe(204);
    await sink.ended(callId);
    const late = await crm.ask("POST", "/calls", { body, headers });
    expect([late.status, late.body]).toEqual([201, first.body]);
    expect([invites(caller), invites(callee)]).toEqual([1, 1]);
  }, 30_000);
});
