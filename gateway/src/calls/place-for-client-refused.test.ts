import { describe, expect, it } from "vitest";
import { UnresolvedPbx } from "../pbx/port.ts";
import { openHouse } from "./testing.ts";
import { pbxFault } from "./testing-pbx.ts";
import { NOW, OUTSIDE_CALLER, testClientRequest } from "./testing-rows.ts";

const client = testClientRequest().client;

async function rowsOf(house: Awaited<ReturnType<typeof openHouse>>) {
  return await house.db.selectFrom("calls").selectAll().execute();
}

describe("nothing is written", () => {
  it.each([
    ["caller", { a: "unavailable", b: "unknown" }],
    ["callee", { a: "available", b: "unavailable" }],
  ] as const)("where the %s is away", async (who, available) => {
    const house = await openHouse();
    house.pbx.available = available;
    await expect(
      house.calls.placeForClient(testClientRequest()),
    ).rejects.toMatchObject({
      kind: "unavailable",
      code: `${who}_not_available`,
    });
    expect(await rowsOf(house)).toEqual([]);
  });

  it("while calls are paused", async () => {
    const house = await openHouse();
    await house.pause.begin({ since: NOW, by: "admin", reason: null });
    await expect(
      house.calls.placeForClient(testClientRequest()),
    ).rejects.toMatchObject({ kind: "paused" });
    expect(await rowsOf(house)).toEqual([]);
    expect(house.pbx.queries).toEqual([]);
  });

  it("where no PBX is up, can be asked or is known", async () => {
    const house = await openHouse();
    const place = () => house.calls.placeForClient(testClientRequest());
    house.pbx.fault = pbxFault("down");
    await expect(place()).rejects.toMatchObject({ kind: "pbx" });
    house.pbx.state = "down";
    await expect(place()).rejects.toMatchObject({ code: "pbx_down" });
    const lost = await openHouse({
      chooser: { choose: () => Promise.reject(new UnresolvedPbx("no answer")) },
    });
    await expect(
      lost.calls.placeForClient(testClientRequest()),
    ).rejects.toMatchObject({ code: "pbx_unresolved" });
    expect(await rowsOf(house)).toEqual([]);
  });

  it("where somebody is outside and no PBX has a way out: that is not to be asked again, and the log says why", async () => {
    const house = await openHouse();
    house.pbx.fault = pbxFault("no_trunk");
    const place = (changes: Parameters<typeof testClientRequest>[0]) =>
      house.calls.placeForClient(testClientRequest(changes));
    await expect(place({})).rejects.toMatchObject({
      ...{ kind: "unavailable", code: "callee_not_available" },
    });
    await expect(place({ caller: OUTSIDE_CALLER })).rejects.toMatchObject({
      ...{ kind: "unavailable", code: "caller_not_available" },
    });
    expect(house.faults).toEqual(
      Array(2).fill({ what: "availability at main", fault: house.pbx.fault }),
    );
    expect(await rowsOf(house)).toEqual([]);
  });

  it("where what is to be written alongside cannot be", async () => {
    const house = await openHouse();
    const alongside = () => Promise.reject(new Error("no such sink"));
    await expect(
      house.calls.placeForClient(testClientRequest({ alongside })),
    ).rejects.toThrow("no such sink");
    await house.settled();
    expect(await rowsOf(house)).toEqual([]);
    expect(house.pbx.originates).toEqual([]);
    expect(house.faults).toEqual([]);
  });

  it("between two numbers that have a live call of a program; of twenty at once, one is", async () => {
    const house = await openHouse();
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        house.calls.placeForClient(testClientRequest()),
      ),
    );
    const refused = all.filter((each) => each.status === "rejected");
    expect(refused).toHaveLength(19);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ kind: "conflict", code: "call_exists" });
    const [call] = await rowsOf(house);
    await house.settled();
    expect(house.pbx.originates).toHaveLength(1);
    await house.calls.end(call?.id ?? "");
    await house.settled();
    await house.calls.placeForClient(testClientRequest());
  });

  it("beyond the client's calls at once, or a minute, or the workspace's", async () => {
    const house = await openHouse({
      originateLimits: { perMinutePerUser: 1, perMinutePerWorkspace: 4 },
    });
    const place = (n: number, limits: Partial<typeof client>) =>
      house.calls.placeForClient(
        testClientRequest({
          client: { ...client, ...limits },
          calleeNumber: `+3490000000${n}`,
        }),
      );
    await place(1, {});
    await place(2, {});
    await expect(place(3, { callsAtOnce: 2 })).rejects.toMatchObject({
      kind: "rate",
      code: "too_many_calls_at_once",
    });
    await expect(place(4, { callsPerMinute: 3 })).rejects.toMatchObject({
      ...{ kind: "rate", code: "originate_limit", retryAfterSeconds: 60 },
    });
    await place(5, { id: "other" });
    await expect(place(6, { id: "third" })).rejects.toMatchObject({
      code: "originate_limit",
    });
    expect(await rowsOf(house)).toHaveLength(3);
  });
});
