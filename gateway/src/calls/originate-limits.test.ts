import { describe, expect, it } from "vitest";
import { openHouse } from "./testing.ts";
import { testRequest, testTerminal } from "./testing-rows.ts";

const BOB = testTerminal({ id: "t-bob", userId: "user-bob" });
const ALICES_SECOND = testTerminal({ id: "t-alice-2" });

describe("limits", () => {
  it("so many a minute and user, with the time to come back; others go on", async () => {
    const { calls, clock } = await openHouse({
      originateLimits: { perMinutePerUser: 2, perMinutePerWorkspace: 100 },
    });
    await calls.place(testRequest());
    await calls.place(testRequest({ terminal: ALICES_SECOND }));
    clock.now += 15_000;
    await expect(calls.place(testRequest())).rejects.toMatchObject({
      kind: "rate",
      retryAfterSeconds: 45,
    });
    await calls.place(testRequest({ terminal: BOB }));
    clock.now += 45_000;
    await calls.place(testRequest({ terminal: testTerminal({ id: "t-3" }) }));
  });

  it("so many a minute and workspace", async () => {
    const { calls } = await openHouse({
      originateLimits: { perMinutePerUser: 100, perMinutePerWorkspace: 2 },
    });
    await calls.place(testRequest());
    await calls.place(testRequest({ terminal: BOB }));
    await expect(
      calls.place(testRequest({ terminal: BOB })),
    ).rejects.toMatchObject({ kind: "rate" });
  });

  it("holds for twenty at once", async () => {
    const { calls, pbx } = await openHouse({
      originateLimits: { perMinutePerUser: 5, perMinutePerWorkspace: 100 },
    });
    await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        calls.place(testRequest({ terminal: testTerminal({ id: `t${n}` }) })),
      ),
    );
    expect(pbx.originates).toHaveLength(5);
  });
});
