import { describe, expect, it, test } from "vitest";
import {
  call,
  challenge,
  openGateway,
  post,
  sign,
} from "../../assembly/testing.ts";

const GOOD = "+34900123456";

describe("POST /call", () => {
  it("row 11: a click rings both phones", async () => {
    const { origin, simulator, db } = await openGateway();
    const answer = await call(origin, GOOD, { iden: "my-call" });
    expect([answer.status, answer.body]).toEqual([200, { iden: "my-call" }]);
    await expect
      .poll(async () =>
        (await db.selectFrom("calls").select("state").execute()).map(
          (row) => row.state,
        ),
      )
      .toEqual(["active"]);
    simulator.phones.hangup("alice");
    await expect
      .poll(async () =>
        (
          await db.selectFrom("calls").select(["outcome", "ended_by"]).execute()
        ).at(0),
      )
      .toEqual({ outcome: "completed", ended_by: "caller" });
  });

  it("row 17: an iden is made where none is given", async () => {
    for (const iden of ["", null, undefined]) {
      // A gateway for each: a phone that rings already is not rung again.
      const { origin } = await openGateway();
      expect((await call(origin, GOOD, { iden })).body).toEqual({
        iden: expect.stringMatching(/^[0-9A-Za-z]{16}$/),
      });
    }
  });

  it("row 20: AoR, destination, iden, nonce, digest: in this order", async () => {
    const { origin } = await openGateway();
    const wrong = {
      aor: "alice",
      destination: "#",
      iden: "a b",
      nonce: "junk",
      response: "",
    };
    const seen: unknown[] = [];
    const ask = async (changes: object) => {
      Object.assign(wrong, changes);
      const { status, body } = await post(origin, "/call", wrong);
      seen.push(status, body);
    };
    await ask({});
    await ask({ aor: "alice@pbx.example" });
    await ask({ destination: GOOD });
    await ask({ iden: "ok" });
    await ask({ nonce: await challenge(origin) });
    expect(seen).toEqual([
      ...[400, { error: "invalid aor" }],
      ...[400, { error: "invalid destination" }],
      ...[400, { error: "invalid iden" }],
      ...[401, { error: "invalid nonce" }],
      ...[403, { error: "forbidden" }],
    ]);
  });

  it("row 22: a wrong password burns the nonce; row 23: a bad destination or iden does not", async () => {
    const { origin } = await openGateway();
    const burnt = await challenge(origin);
    const ask = async (
      nonce: string,
      more: object = {},
      password = "correct: horse@battery",
    ) =>
      (
        await post(origin, "/call", {
          ...sign(nonce, GOOD, "alice@pbx.example", password),
          destination: GOOD,
          ...more,
        })
      ).status;
    expect(await ask(burnt, {}, "guess")).toBe(403);
    expect(await ask(burnt)).toBe(401);
    const kept = await challenge(origin);
    expect(await ask(kept, { destination: "#" })).toBe(400);
    expect(await ask(kept, { iden: "a b" })).toBe(400);
    expect(await ask(kept)).toBe(200);
  });

  it("row 24: unknown AoR, unknown domain, wrong password, no response, another destination: one answer", async () => {
    const { origin } = await openGateway();
    const bodies = [
      sign(
        await challenge(origin, "nobody@pbx.example"),
        GOOD,
        "nobody@pbx.example",
      ),
      sign(
        await challenge(origin, "alice@else.example"),
        GOOD,
        "alice@else.example",
      ),
      sign(await challenge(origin), GOOD, "alice@pbx.example", "guess"),
      { aor: "alice@pbx.example", nonce: await challenge(origin) },
      sign(await challenge(origin), "+34900000000"),
    ];
    for (const body of bodies) {
      const answer = await post(origin, "/call", {
        ...body,
        destination: GOOD,
      });
      expect([answer.status, answer.body]).toEqual([
        403,
        { error: "forbidden" },
      ]);
    }
  });

  it("row 31: one nonce twenty times at once rings once", async () => {
    const { origin, db } = await openGateway();
    const signed = sign(await challenge(origin), GOOD);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        post(origin, "/call", { ...signed, destination: GOOD }),
      ),
    );
    expect(answers.map((it) => it.status).sort()).toEqual([
      200,
      ...Array.from({ length: 19 }, () => 401),
    ]);
    expect(await db.selectFrom("calls").selectAll().execute()).toHaveLength(1);
  });

  it("row 32: a used iden is refused, and rings nobody", async () => {
    const { origin, db } = await openGateway();
    expect((await call(origin, GOOD, { iden: "x" })).status).toBe(200);
    const again = await call(origin, GOOD, { iden: "x" });
    expect([again.status, again.body]).toEqual([
      400,
      { error: "invalid iden" },
    ]);
    expect(await db.selectFrom("calls").selectAll().execute()).toHaveLength(1);
  });

  it("row 21: a nonce respelt is no nonce", async () => {
    const { origin } = await openGateway();
    for (const change of [(n: string) => `0${n}`, (n: string) => `+${n}`]) {
      const nonce = change(await challenge(origin));
      const body = { ...sign(nonce, GOOD), destination: GOOD };
      expect((await post(origin, "/call", body)).status).toBe(401);
    }
  });

  test.each(["112", "*97", "+34806123456"])(
    "%s is refused by policy, after the digest",
    async (destination) => {
      const { origin } = await openGateway();
      expect((await call(origin, destination)).status).toBe(403);
    },
  );

  it("too many calls are told when to come back", async () => {
    const { origin } = await openGateway({
      RINGBACK_DIALING_ORIGINATES_PER_MINUTE_PER_USER: "1",
    });
    expect((await call(origin, GOOD)).status).toBe(200);
    const refused = await call(origin, GOOD);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
  });

  it("rows 27 to 29: what is known not to ring is 502, with nothing of the inside", async () => {
    const { origin, simulator, db } = await openGateway();
    simulator.phones.script("alice", { does: "unregistered" });
    const unregistered = await call(origin, GOOD);
    expect([unregistered.status, unregistered.body]).toEqual([
      502,
      { error: "could not originate call" },
    ]);
    simulator.faults.refuseLogin();
    simulator.faults.drop();
    await expect.poll(async () => (await call(origin, GOOD)).status).toBe(502);
    expect((await fetch(`${origin}/ready`)).status).toBe(503);
    await db.schema.alterTable("terminals").renameTo("away").execute();
    const backend = await call(origin, GOOD);
    expect([backend.status, backend.body]).toEqual([
      502,
      { error: "backend error" },
    ]);
  });

  it("logs who asked and what came of it, and no secret", async () => {
    const { origin, lines } = await openGateway();
    const signed = sign(await challenge(origin), GOOD);
    await post(origin, "/call?password=hunter2", {
      ...signed,
      destination: GOOD,
    });
    await post(origin, "/call", { ...signed, destination: GOOD });
    const log = lines.join("");
    expect(log).toContain('"path":"/call","status":401');
    for (const secret of [signed.nonce, signed.response, "hunter2"])
      expect(log).not.toContain(secret);
  });
});
