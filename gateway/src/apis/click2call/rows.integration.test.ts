import { describe, expect, it, onTestFinished, test, vi } from "vitest";
import {
  call,
  challenge,
  openGateway,
  post,
  sign,
} from "../../assembly/testing.ts";

const GOOD = "+34900123456";
const BAD_BODY = { error: "invalid json body" };

test.each(["GET", "HEAD", "PUT", "DELETE"])(
  "row 5: %s is 405 with Allow, in the API's own words",
  async (method) => {
    const { origin } = await openGateway();
    for (const path of ["/challenge", "/call"]) {
      const answer = await fetch(origin + path, { method });
      expect([answer.status, answer.headers.get("allow")]).toEqual([
        405,
        "POST",
      ]);
      if (method !== "HEAD")
        expect(await answer.json()).toEqual({ error: "method not allowed" });
    }
  },
);

it("rows 6, 7, 10: preflights and errors, by origin", async () => {
  const listed = "https://crm.example.com";
  const { origin } = await openGateway({
    RINGBACK_SERVER_ALLOWED_ORIGINS: JSON.stringify([listed]),
  });
  const ask = async (method: string, from: string | undefined) => {
    const answer = await fetch(`${origin}/call`, {
      method,
      headers: {
        ...(from !== undefined && { origin: from }),
        "content-type": "application/json",
      },
      ...(method === "POST" && { body: "nonsense" }),
    });
    return [answer.status, answer.headers.get("access-control-allow-origin")];
  };
  expect(await ask("OPTIONS", listed)).toEqual([204, listed]);
  expect(await ask("POST", listed)).toEqual([400, listed]);
  expect(await ask("PUT", listed)).toEqual([405, listed]);
  for (const from of [undefined, "null", "https://evil.example"])
    expect(await ask("OPTIONS", from)).toEqual([204, null]);
});

it("row 9: a list with * has a literal one", async () => {
  const { origin } = await openGateway({
    RINGBACK_SERVER_ALLOWED_ORIGINS: '["*"]',
  });
  const answer = await post(
    origin,
    "/challenge",
    { aor: "a@b" },
    {
      origin: "https://any.example",
    },
  );
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
});

it("rows 12 and 13: what the client asks for goes into the call, nothing and nonsense are the default", async () => {
  for (const [asked, kept] of [
    [{ dialTimeout: 12, maxDuration: 60_000 }, [12, 60_000]],
    [{ dialTimeout: 0, maxDuration: -5 }, [30, 10_800_000]],
    [{ dialTimeout: null, maxDuration: null }, [30, 10_800_000]],
  ] as const) {
    const { origin, db } = await openGateway();
    expect((await call(origin, GOOD, asked)).status).toBe(200);
    const rows = await db
      .selectFrom("calls")
      .select(["dial_timeout_s", "max_duration_ms"])
      .execute();
    expect(rows.map((row) => Object.values(row))).toEqual([kept]);
  }
});

test.each([
  ["row 14", { dialTimeout: 1.5 }],
  ["row 14", { maxDuration: "30" }],
  ["row 14", { dialTimeout: true }],
  ["row 15", { optimize: "yes" }],
  ["row 15", { optimize: 1 }],
  ["row 35", { Destination: GOOD }],
])("%s: %j is no body, and keeps the nonce", async (_, change) => {
  const { origin } = await openGateway();
  const good = {
    ...sign(await challenge(origin), GOOD),
    destination: GOOD,
  };
  const refused = await post(origin, "/call", { ...good, ...change });
  expect([refused.status, refused.body]).toEqual([400, BAD_BODY]);
  expect((await post(origin, "/call", good)).status).toBe(200);
});

describe("row 35: one reading of a request", () => {
  test.each([
    ["text after the value", '{"aor":"a@b"} {}', {}],
    ["another type", '{"aor":"a@b"}', { "content-type": "text/plain" }],
    ["null for a body", "null", {}],
    ["nothing", "", {}],
  ])("%s is 400", async (_, body, headers) => {
    const { origin } = await openGateway();
    const answer = await post(origin, "/challenge", body, headers);
    expect([answer.status, answer.body]).toEqual([400, BAD_BODY]);
  });
});

it("row 18: what is no destination is told before the nonce is looked at", async () => {
  const { origin } = await openGateway();
  for (const destination of ["", "#21", "1 2", "(1)", "1;2", "٣٤", "1\n"]) {
    const answer = await post(origin, "/call", {
      ...{ aor: "alice@pbx.example", nonce: "x", response: "", destination },
    });
    expect([answer.status, answer.body]).toEqual([
      400,
      { error: "invalid destination" },
    ]);
  }
});

it("rows 25 and 26: a response in upper case, and a password with : and @", async () => {
  const { origin } = await openGateway();
  const signed = sign(await challenge(origin), GOOD);
  const response = signed.response.toUpperCase();
  const body = { ...signed, response, destination: GOOD };
  expect((await post(origin, "/call", body)).status).toBe(200);
});

it("other paths, and a slash at the end, are 404", async () => {
  const { origin } = await openGateway();
  for (const path of ["/call/", "/Call", "/challenge/x"])
    expect((await fetch(origin + path, { method: "POST" })).status).toBe(404);
});

it("row 8: a POST of an unlisted origin is processed, without a CORS header", async () => {
  const { origin, db } = await openGateway({
    RINGBACK_SERVER_ALLOWED_ORIGINS: '["https://crm.example.com"]',
  });
  const body = { ...sign(await challenge(origin), GOOD), destination: GOOD };
  const answer = await post(origin, "/call", body, {
    origin: "https://evil.example",
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(await db.selectFrom("calls").selectAll().execute()).toHaveLength(1);
});

it.each(["+", "*", "1".repeat(65), "1".repeat(200)])(
  "row 19: %s, which nobody can be, is refused and rings nobody",
  async (destination) => {
    const { origin, db } = await openGateway();
    const { status, body } = await call(origin, destination);
    expect([status, body]).toEqual([400, { error: "invalid destination" }]);
    expect(await db.selectFrom("calls").selectAll().execute()).toEqual([]);
  },
);

it("row 21: whatever is no fresh nonce of this AoR is one and the same 401", async () => {
  const real = Date.now.bind(Date);
  let passedMs = 0;
  const clock = vi.spyOn(Date, "now");
  clock.mockImplementation(() => real() + passedMs);
  onTestFinished(() => clock.mockRestore());
  const { origin } = await openGateway();
  const ask = async (nonce: string) => {
    const body = { ...sign(nonce, GOOD), destination: GOOD };
    const answer = await post(origin, "/call", body);
    return [answer.status, answer.body];
  };
  const invalid = [401, { error: "invalid nonce" }];
  const expired = await challenge(origin);
  const parts = (await challenge(origin)).split(".");
  const shapes = [
    "",
    "junk",
    ...[1, 2].map((count) => parts.slice(0, count).join(".")),
    [...parts, "0"].join("."),
    parts.join(".").toUpperCase(),
    await challenge(origin, "bob@pbx.example"),
  ];
  for (const nonce of shapes)
    expect([nonce, await ask(nonce)]).toEqual([nonce, invalid]);
  const used = await challenge(origin);
  expect((await ask(used))[0]).toBe(200);
  expect(await ask(used)).toEqual(invalid);
  passedMs = 31_000;
  expect(await ask(expired)).toEqual(invalid);
});
