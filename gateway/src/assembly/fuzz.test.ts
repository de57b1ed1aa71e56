/** Bad requests at every door: each is refused in the door's own words, and nothing happens. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { member, openGateway, post, signIn } from "./testing.ts";

const REQUESTS = 2_000;
const AT_ONCE = 50;
const SEED = 20_261_121;
const ROOMY = {
  RINGBACK_GUESSING_CHALLENGES_PER_MINUTE_PER_ADDRESS: "1000000",
};

const members = fc.dictionary(
  fc.constantFrom("aor", "nonce", "response", "destination", "iden", "extra"),
  fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue()),
);
const bodies = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.json(),
  members.map((value) => JSON.stringify(value)),
);

it.each([
  ["/challenge", "error"],
  ["/call", "error"],
  ["/session", "error"],
  ["/session/renew", "error"],
  ["/api/v1/ws-tickets", "success"],
])(
  "%s",
  async (path, envelope) => {
    const { origin, db, lines, config } = await openGateway(ROOMY);
    const token = member(await signIn(origin), "token");
    const samples = fc.sample(fc.tuple(bodies, fc.string()), {
      numRuns: REQUESTS,
      seed: SEED,
    });
    const statuses = new Set<number>();
    for (let from = 0; from < samples.length; from += AT_ONCE) {
      const answers = await Promise.all(
        samples.slice(from, from + AT_ONCE).map(([body, junk]) =>
          post(origin, path, body, {
            authorization: `Bearer ${encodeURIComponent(junk)}`,
          }),
        ),
      );
      for (const { status, body } of answers) {
        statuses.add(status);
        if (status !== 200) expect(body).toHaveProperty(envelope);
      }
    }
    expect([...statuses].filter((status) => status >= 500)).toEqual([]);
    if (path !== "/challenge") expect(statuses).not.toContain(200);
    expect(await db.selectFrom("calls").selectAll().execute()).toEqual([]);
    const log = lines.join("");
    const { nonceKey, tokenKey } = config.secrets;
    for (const secret of [token, nonceKey, tokenKey, "horse@battery"])
      expect(log).not.toContain(secret);
  },
  30_000,
);
