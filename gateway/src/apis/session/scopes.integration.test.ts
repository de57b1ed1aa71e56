/** What a token is good for, asked of every door of a whole gateway. */
import { once } from "node:events";
import { decodeJwt } from "jose";
import { describe, expect, it, test } from "vitest";
import { WebSocket } from "ws";
import {
  call,
  challenge,
  member,
  openGateway,
  openLive,
  post,
  sign,
  signIn,
} from "../../assembly/testing.ts";

const GOOD = "+34900123456";
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const scopeIn = (token: string) => decodeJwt(token).scope;

async function signInFor(origin: string, scope: unknown) {
  const signed = sign(await challenge(origin), "session");
  return post(origin, "/session", { ...signed, scope });
}

describe("POST /session", () => {
  test.each([
    [undefined, "live"],
    [null, "live"],
    ["", "live"],
    ["live", "live"],
    ["originate", "originate"],
    ["originate live", "live originate"],
  ])("asked for %j it gives %j", async (asked, given) => {
    const { origin } = await openGateway();
    const answer = await signInFor(origin, asked);
    expect([answer.status, member(answer, "scope")]).toEqual([200, given]);
    expect(scopeIn(member(answer, "token"))).toBe(given);
  });

  test.each([
    ["admin", "invalid scope"],
    ["live admin", "invalid scope"],
    ["live,originate", "invalid scope"],
    [["live"], "invalid json body"],
    [7, "invalid json body"],
  ])(
    "asked for %j it refuses, and the nonce stays good",
    async (asked, error) => {
      const { origin } = await openGateway();
      const signed = sign(await challenge(origin), "session");
      const answer = await post(origin, "/session", {
        ...signed,
        scope: asked,
      });
      expect([answer.status, answer.body]).toEqual([400, { error }]);
      expect((await post(origin, "/session", signed)).status).toBe(200);
    },
  );
});

it("renewing keeps the scope and widens it for nobody", async () => {
  const { origin } = await openGateway();
  let token = member(await signIn(origin), "token");
  for (const body of [
    undefined,
    { scope: "live originate" },
    { scope: "originate" },
  ]) {
    const path = "/session/renew?scope=originate";
    const renewed = await post(origin, path, body, bearer(token));
    expect([renewed.status, member(renewed, "scope")]).toEqual([200, "live"]);
    token = member(renewed, "token");
    expect(scopeIn(token)).toBe("live");
  }
});

describe("a token for dialling alone", () => {
  it("gets no ticket, and is told which scope is needed", async () => {
    const { origin } = await openGateway();
    const token = member(await signInFor(origin, "originate"), "token");
    const path = "/api/v1/ws-tickets";
    const answer = await post(origin, path, undefined, bearer(token));
    expect([answer.status, answer.body]).toEqual([
      403,
      {
        success: false,
        message: "insufficient scope: live is needed",
        data: null,
      },
    ]);
    expect(answer.headers.get("www-authenticate")).toBe(
      'Bearer error="insufficient_scope", scope="live"',
    );
  });

  it("opens no socket", async () => {
    const { origin } = await openGateway();
    const token = member(await signInFor(origin, "originate"), "token");
    const socket = new WebSocket(
      `${origin.replace("http", "ws")}/ws/chat?token=${token}`,
    );
    const [fault] = await once(socket, "error");
    expect(String(fault)).toContain("403");
  });
});

describe("a token for watching", () => {
  it("watches and hangs up over a ticket", async () => {
    const { origin } = await openGateway();
    const token = member(await signInFor(origin, "live"), "token");
    const live = await openLive(origin, token);
    await call(origin, GOOD);
    const active = await live.state("active");
    live.tell({
      type: "call.end",
      payload: { callId: active.data?.callId ?? "" },
    });
    await live.state("ended");
  });

  // Every path of every mount: a digest is what dials, a bearer of whatever scope is not.
  it.each(["live", "originate", "live originate"])(
    "no door places a call for a bearer of %j",
    async (scope) => {
      const { origin, db, simulator } = await openGateway();
      const token = member(await signInFor(origin, scope), "token");
      const destination = GOOD;
      const aor = "alice@pbx.example";
      for (const path of [
        ...["/call", "/challenge", "/session", "/session/renew"],
        ...["/api/v1/ws-tickets", "/api/v1/calls", "/api/v1/calls/initiate"],
        ...["/calls", "/ws/chat", "/ready"],
      ])
        for (const body of [
          { destination },
          { aor, destination },
          { aor, destination, nonce: token, response: token },
        ])
          await fetch(origin + path, {
            method: "POST",
            headers: { "content-type": "application/json", ...bearer(token) },
            body: JSON.stringify(body),
          });
      if (scope.includes("live")) {
        const live = await openLive(origin, token);
        for (const type of ["call.initiate", "call.place", "call.originate"])
          live.tell({ type, payload: { callId: "x", destination } });
        await expect
          .poll(() => live.frames.filter((it) => it.type === "call_error"))
          .toHaveLength(3);
      }
      expect(await db.selectFrom("calls").selectAll().execute()).toEqual([]);
      expect(simulator.channels()).toBe(0);
    },
  );
});
