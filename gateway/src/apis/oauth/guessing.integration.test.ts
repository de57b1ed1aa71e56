import { describe, expect, it } from "vitest";
import { member } from "../../assembly/testing.ts";
import { addClient, addSecret } from "../../clients/admin.ts";
import { newClient } from "../../clients/testing.ts";
import { basic, open } from "./testing.ts";

describe("guessing", () => {
  it("after so many wrong secrets from one address the right one is not looked at either; a line tells fail2ban", async () => {
    const { token, id, secret, lines } = await open({
      RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "3",
    });
    for (let n = 0; n < 3; n += 1)
      expect((await token({}, basic(id, `guess-${n}`))).status).toBe(401);
    const braked = await token({}, basic(id, secret));
    expect([braked.status, member(braked, "error")]).toEqual([
      429,
      "temporarily_unavailable",
    ]);
    expect(Number(braked.headers.get("retry-after"))).toBeGreaterThan(0);
    const refused = lines.filter((line) => line.includes('"msg":"refused"'));
    expect(refused).toHaveLength(4);
    for (const code of ["invalid_client", "too_many_guesses"])
      expect(refused.join("")).toMatch(
        new RegExp(
          `"refused":{"kind":"[a-z]+","code":"${code}","door":"oauth","address":"127\\.0\\.0\\.1","aor":"${id}"`,
        ),
      );
    expect(lines.join("")).not.toContain("guess-");
    expect(lines.join("")).not.toContain(secret);
  });

  it("guesses sent at once are counted one by one; another program notices nothing", async () => {
    const { token, id, db } = await open({
      RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "3",
    });
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => token({}, basic(id, `guess-${n}`))),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(3);
    const other = await addClient(db, newClient("other"));
    const { secret } = await addSecret(db, other, 0);
    expect((await token({}, basic(other, secret))).status).toBe(200);
  });
});
