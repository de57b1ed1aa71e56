import { expect, it } from "vitest";
import {
  challenge,
  member,
  openGateway,
  post,
  sign,
  signIn,
} from "../../assembly/testing.ts";

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

it("a digest over the word session gives a token and says who one is", async () => {
  const { origin } = await openGateway();
  const answer = await signIn(origin);
  expect([answer.status, answer.body]).toEqual([
    200,
    {
      token: expect.any(String),
      expiresAt: expect.any(String),
      renewableUntil: expect.any(String),
      scope: "live",
      user: { id: expect.any(String), name: "alice" },
      terminal: { aor: "alice@pbx.example", extension: "101", number: null },
      region: "ES",
    },
  ]);
});

it("a response made for a call is none for a session, and the other way round", async () => {
  const { origin } = await openGateway();
  const forCall = sign(await challenge(origin), "+34900123456");
  expect((await post(origin, "/session", forCall)).status).toBe(403);
  const forSession = sign(await challenge(origin), "session");
  const call = { ...forSession, destination: "+34900123456" };
  expect((await post(origin, "/call", call)).status).toBe(403);
});

it("a good token is renewed; none, a bad one and a ticket are not", async () => {
  const { origin } = await openGateway();
  const signedIn = await signIn(origin);
  const token = member(signedIn, "token");
  const renewed = await post(
    origin,
    "/session/renew",
    undefined,
    bearer(token),
  );
  expect(renewed.status).toBe(200);
  expect(member(renewed, "renewableUntil")).toBe(
    member(signedIn, "renewableUntil"),
  );
  const ticket = member(
    await post(origin, "/api/v1/ws-tickets", undefined, bearer(token)),
    "data.ticket",
  );
  expect(renewed.headers.get("www-authenticate")).toBeNull();
  for (const path of ["/session/renew", "/api/v1/ws-tickets"])
    for (const [headers, challenged] of [
      [{}, "Bearer"],
      [bearer(""), 'Bearer error="invalid_request"'],
      [bearer("junk"), 'Bearer error="invalid_token"'],
      [bearer(ticket), 'Bearer error="invalid_token"'],
    ] as const) {
      const answer = await post(origin, path, undefined, headers);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe(challenged);
    }
});

it("a removed terminal is signed out at once", async () => {
  const { origin, db } = await openGateway();
  const token = member(await signIn(origin), "token");
  await db.deleteFrom("terminals").execute();
  for (const path of ["/session/renew", "/api/v1/ws-tickets"])
    expect((await post(origin, path, undefined, bearer(token))).status).toBe(
      401,
    );
});

it("each mount writes errors in its own words", async () => {
  const { origin } = await openGateway();
  expect((await post(origin, "/session/renew")).body).toEqual({
    error: "missing token",
  });
  expect((await post(origin, "/api/v1/ws-tickets")).body).toEqual({
    success: false,
    message: "missing token",
    data: null,
  });
  expect((await post(origin, "/api/v1/nothing")).body).toEqual({
    success: false,
    message: "not found",
    data: null,
  });
});
