/** The weaknesses of the reference (`click2call.md` §1.14), each attacked on a listening gateway as it can be attacked there. */
import { digestResponse } from "@ringback/shared/digest.ts";
import { describe, expect, it, test } from "vitest";
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
import { md5 } from "./authenticator.ts";

const GOOD = "+34900123456";
const ALICE = "alice@pbx.example";
type House = Awaited<ReturnType<typeof openGateway>>;

/** One guess; gives what the guesser learns from it. */
async function guess(
  { origin }: Pick<House, "origin">,
  { aor = ALICE, password = "guess", door = "/call", from = "" } = {},
) {
  const headers = from === "" ? {} : { "x-forwarded-for": from };
  const subject = door === "/call" ? GOOD : "session";
  const signed = sign(await challenge(origin, aor), subject, aor, password);
  const body = door === "/call" ? { ...signed, destination: GOOD } : signed;
  const answer = await post(origin, door, body, headers);
  const retryAfter = answer.headers.get("retry-after");
  return { status: answer.status, body: answer.body, retryAfter };
}

const REFUSED = {
  status: 403,
  body: { error: "forbidden" },
  retryAfter: null,
};
const TOO_MANY = {
  status: 429,
  body: { error: "too many attempts" },
  retryAfter: expect.stringMatching(/^[1-9]\d*$/),
};

describe("W1: one nonce, one guess", () => {
  test.each(["0", "00", "+", " ", "-0"])(
    "respelt with %j in front it is no second nonce",
    async (prefix) => {
      const { origin } = await openGateway();
      const nonce = await challenge(origin);
      const wrong = sign(nonce, GOOD, ALICE, "guess");
      const ask = (body: object) =>
        post(origin, "/call", { ...body, destination: GOOD });
      expect((await ask(wrong)).status).toBe(403);
      const again = await ask(sign(`${prefix}${nonce}`, GOOD));
      expect([again.status, again.body]).toEqual([
        401,
        { error: "invalid nonce" },
      ]);
    },
  );
});

it("W2: no part of a nonce can be moved into the AoR or out of it", async () => {
  const { origin } = await openGateway();
  const nonce = await challenge(origin, "x|zz@pbx.example");
  const [seconds = "", random = "", signature = ""] = nonce.split(".");
  for (const [aor, moved] of [
    ["x", `${seconds}.zz@pbx.example|${random}.${signature}`],
    ["x@pbx.example", `${seconds}.zz|${random}.${signature}`],
    [`zz@pbx.example`, `${seconds}|x.${random}.${signature}`],
    [`x|zz@pbx.example|${random}`, `${seconds}..${signature}`],
  ] as const) {
    const body = { aor, nonce: moved, response: "", destination: GOOD };
    const { status } = await post(origin, "/call", body);
    expect(status).toBe(aor === "x" ? 400 : 401);
  }
});

describe("W3: guessing a password", () => {
  const LIMIT = { RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "3" };

  it("ends after a few tries, whichever door they went through, and then the right one is no use either", async () => {
    const house = await openGateway(LIMIT);
    expect(await guess(house)).toEqual(REFUSED);
    expect(await guess(house, { door: "/session" })).toEqual(REFUSED);
    expect(await guess(house)).toEqual(REFUSED);
    const right = { password: "correct: horse@battery" };
    expect(await guess(house, right)).toEqual(TOO_MANY);
    expect(await guess(house, { ...right, door: "/session" })).toEqual(
      TOO_MANY,
    );
    expect((await signIn(house.origin, "bob@pbx.example")).status).toBe(200);
  });

  it("is answered the same where nobody is", async () => {
    const house = await openGateway(LIMIT);
    for (const aor of ["nobody@pbx.example", "alice@else.example"]) {
      for (let n = 0; n < 3; n += 1)
        expect(await guess(house, { aor })).toEqual(REFUSED);
      expect(await guess(house, { aor })).toEqual(TOO_MANY);
    }
  });

  it("by many at once gets no more tries", async () => {
    const house = await openGateway(LIMIT);
    const all = await Promise.all(
      Array.from({ length: 40 }, () => guess(house)),
    );
    expect(all.filter(({ status }) => status === 403)).toHaveLength(3);
    expect(all.filter(({ status }) => status === 429)).toHaveLength(37);
  });

  it("from many addresses is slowed down, and the user at the known address still calls", async () => {
    const house = await openGateway({
      ...LIMIT,
      RINGBACK_SERVER_TRUSTED_PROXIES: '["127.0.0.1"]',
      RINGBACK_GUESSING_FAILURES_PER_TERMINAL: "5",
    });
    const own = { password: "correct: horse@battery", from: "192.0.2.1" };
    expect((await guess(house, { ...own, door: "/session" })).status).toBe(200);
    const answers = [];
    for (let host = 1; host <= 12; host += 1)
      answers.push((await guess(house, { from: `203.0.113.${host}` })).status);
    // The sixth is the one try that strangers share.
    expect(answers).toEqual([...Array(6).fill(403), ...Array(6).fill(429)]);
    expect((await guess(house, { ...own, door: "/session" })).status).toBe(200);
  });

  it("survives a restart of the gateway", async () => {
    const house = await openGateway(LIMIT);
    for (let n = 0; n < 3; n += 1) await guess(house);
    await house.stop();
    expect(await guess(await house.start())).toEqual(TOO_MANY);
  });

  it("is not possible while it cannot be counted", async () => {
    const house = await openGateway();
    const body = { ...sign(await challenge(house.origin), GOOD) };
    await house.db.schema.alterTable("once").renameTo("away").execute();
    const answer = await post(house.origin, "/call", {
      ...body,
      destination: GOOD,
    });
    expect([answer.status, answer.body]).toEqual([
      502,
      { error: "backend error" },
    ]);
  });

  it("a flood of challenges is told when to come back", async () => {
    const { origin } = await openGateway({
      RINGBACK_GUESSING_CHALLENGES_PER_MINUTE_PER_ADDRESS: "2",
    });
    const ask = () => post(origin, "/challenge", { aor: ALICE });
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
    const answer = await ask();
    expect([answer.status, answer.body]).toEqual([429, TOO_MANY.body]);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

it("W4: in clear, whoever is in the middle may change iden and limits, but dials no other number and goes over no cap", async () => {
  const { origin, db } = await openGateway();
  const signed = sign(await challenge(origin), GOOD);
  const other = { ...signed, destination: "+34900999999" };
  expect((await post(origin, "/call", other)).status).toBe(403);
  const limits = { dialTimeout: 999_999, maxDuration: 999_999_999 };
  const changed = await call(origin, GOOD, { iden: "changed", ...limits });
  expect([changed.status, changed.body]).toEqual([200, { iden: "changed" }]);
  const rows = await db
    .selectFrom("calls")
    .select(["destination", "max_duration_ms"])
    .execute();
  expect(rows).toEqual([{ destination: GOOD, max_duration_ms: 14_400_000 }]);
});

it("W5: whoever placed a call is told how it goes, and can hang up", async () => {
  const { origin } = await openGateway();
  const live = await openLive(origin, member(await signIn(origin), "token"));
  expect((await call(origin, GOOD)).status).toBe(200);
  const { data } = await live.state("active");
  live.tell({ type: "call.end", payload: { callId: data?.callId } });
  expect((await live.state("ended")).data?.endedBy).toBe("user");
});

test.each<[string, object, number]>([
  ["a destination of 65", { destination: "1".repeat(65) }, 400],
  ["a body of 2 MB", { response: "a".repeat(2_000_000) }, 413],
  ["an AoR of 256", { aor: `${"a".repeat(244)}@pbx.example` }, 400],
])("W6: %s is too much", async (_, change, status) => {
  const { origin } = await openGateway();
  const body = { aor: ALICE, nonce: "x", response: "", destination: GOOD };
  const answer = await post(origin, "/call", { ...body, ...change });
  expect(answer.status).toBe(status);
});

it("W7: who guesses is in the log, and the stand-in key of an unknown AoR opens nothing", async () => {
  const { origin, lines } = await openGateway();
  const aor = "nobody@pbx.example";
  const nonce = await challenge(origin, aor);
  const response = digestResponse(md5, md5(`${aor}:${nonce}`), nonce, GOOD);
  const body = { aor, nonce, response, destination: GOOD };
  expect((await post(origin, "/call", body)).status).toBe(403);
  expect((await post(origin, "/call", body)).status).toBe(401);
  const refused = lines.filter((line) => line.includes('"msg":"refused"'));
  expect(refused.map((line) => JSON.parse(line).refused)).toEqual([
    {
      ...{ kind: "forbidden", code: "forbidden", door: "click2call" },
      ...{ address: "127.0.0.1", aor },
    },
    {
      ...{ kind: "unauthenticated", code: "invalid_nonce", door: "click2call" },
      ...{ address: "127.0.0.1", aor },
    },
  ]);
});
