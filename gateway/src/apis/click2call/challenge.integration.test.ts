import { describe, expect, it } from "vitest";
import { openGateway, post } from "../../assembly/testing.ts";

describe("POST /challenge", () => {
  it("row 1: known and unknown are told the same", async () => {
    const { origin } = await openGateway();
    for (const aor of [
      "alice@pbx.example",
      "nobody@pbx.example",
      "alice@else.example",
    ]) {
      const answer = await post(origin, "/challenge", { aor });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({
        nonce: expect.stringMatching(/^\d+\.[0-9a-f]{32}\.[0-9a-f]{64}$/),
        realm: aor.split("@")[1],
      });
    }
  });

  it("rows 2, 3, 5: refusals", async () => {
    const { origin } = await openGateway();
    const ask = async (body: unknown) => {
      const answer = await post(origin, "/challenge", body);
      return [answer.status, answer.body];
    };
    expect(await ask({ aor: "alice" })).toEqual([
      400,
      { error: "invalid aor" },
    ]);
    expect(await ask({})).toEqual([400, { error: "invalid aor" }]);
    expect(await ask({ aor: 1 })).toEqual([
      400,
      { error: "invalid json body" },
    ]);
    expect(await ask("nonsense")).toEqual([
      400,
      { error: "invalid json body" },
    ]);
    expect(await ask({ aor: "x".repeat(20_000) })).toEqual([
      413,
      { error: "body too large" },
    ]);
    const get = await fetch(`${origin}/challenge`);
    expect([get.status, get.headers.get("allow"), await get.json()]).toEqual([
      405,
      "POST",
      { error: "method not allowed" },
    ]);
  });
});
