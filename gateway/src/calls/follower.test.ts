import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { CallFollower } from "./follower.ts";
import { openHouse } from "./testing.ts";
import { NOW, testClientRequest } from "./testing-rows.ts";

describe("followers", () => {
  it("write in the transaction of each change, and what cannot follow did not happen", async () => {
    const told: [string | undefined, string, number][] = [];
    let fault: Error | undefined;
    const follower: CallFollower = {
      async follow(transaction, before, after, at) {
        // A read of its own sees the row that is not committed yet.
        const { state } = await transaction
          .selectFrom("calls")
          .select("state")
          .where("id", "=", after.call.id)
          .executeTakeFirstOrThrow();
        told.push([before?.call.state, state, at]);
        if (fault !== undefined) throw fault;
      },
    };
    const { calls, pbx, store, settled } = await openHouse({
      followers: [follower],
    });
    const { call } = await calls.placeForClient(testClientRequest());
    await settled();
    expect(told).toEqual([
      [undefined, "created", NOW],
      ["created", "alerting_a", NOW],
    ]);
    fault = new Error("no room");
    const seq = await store.lastSeq();
    pbx.tell(call.iden, { at: NOW + 1, state: "active" });
    await settled();
    await turn();
    expect((await store.find(call.id))?.call.state).toBe("alerting_a");
    expect(await store.lastSeq()).toBe(seq);
  });
});
