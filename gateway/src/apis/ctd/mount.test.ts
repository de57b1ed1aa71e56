import { describe, expect, it } from "vitest";
import { openCtd, testClient } from "./testing.ts";
import { created, refusal } from "./testing-answers.ts";
import { isCall } from "./testing-schema.ts";

describe("a call", () => {
  it("is told as it is, ended once, and told as ended", async () => {
    const door = await openCtd();
    const { callId } = await created(door);
    await door.settled();
    const path = `/calls/${callId}`;
    const see = async () => {
      const call: unknown = await (await door.ask("GET", path)).json();
      return isCall(call) ? call.status : undefined;
    };
    expect(await see()).toBe("callingCaller");
    const deleted = await door.ask("DELETE", path);
    expect([deleted.status, await deleted.text()]).toEqual([204, ""]);
    expect(await see()).toBe("disconnected");
    const again = await door.ask("DELETE", path);
    expect(await refusal(again)).toEqual([409, "ALREADY_EXISTS"]);
    expect(door.enqueued.map(({ body }) => body.data)).toMatchObject([
      { status: { state: "initiating" } },
      { status: { state: "callingCaller" } },
      {
        status: { state: "disconnected", reason: "hangUp" },
        callDuration: "0",
      },
    ]);
    expect(new Set(door.enqueued.map(({ id }) => id)).size).toBe(3);
  });

  it("is none for another program", async () => {
    const other = testClient({ id: "other" });
    const door = await openCtd([testClient(), other]);
    const { callId } = await created(door);
    for (const [method, path] of [
      ["GET", `/calls/${callId}`],
      ["DELETE", `/calls/${callId}`],
      ["GET", `/calls/${callId}/recording`],
    ] as const) {
      const foreign = await door.ask(method, path, { token: "other" });
      expect(await refusal(foreign)).toEqual([404, "NOT_FOUND"]);
    }
    expect(await door.store.live()).toHaveLength(1);
  });

  it.each([
    ["GET", "/calls/%20", 400],
    ["GET", "/calls/a%2Fb", 400],
    ["GET", `/calls/${"a".repeat(257)}`, 400],
    ["GET", "/calls/%zz", 400],
    ["DELETE", "/calls/", 400],
    ["GET", "/calls//recording", 400],
    ["GET", "/calls/unknown", 404],
    ["DELETE", "/calls/unknown", 404],
    ["GET", "/calls/unknown/recording", 404],
    ["GET", "/calls", 405],
    ["PUT", "/calls/unknown", 405],
    ["GET", "/calls/a/b/c", 404],
  ])("%s %s is %i", async (method, path, status) => {
    const door = await openCtd();
    const [told] = await refusal(await door.ask(method, path));
    expect(told).toBe(status);
  });

  it.each([
    ["GET", "/calls/unknown", 1],
    ["DELETE", "/calls/unknown", 2],
    ["GET", "/calls/unknown/recording", 3],
    ["GET", "/calls/", 1],
    ["DELETE", "/calls/", 2],
    ["GET", "/calls//recording", 3],
  ])("%s %s needs its own scope and no other", async (method, path, scope) => {
    const door = await openCtd();
    const without = await door.ask(method, path, { token: `crm~${scope}` });
    expect(await refusal(without)).toEqual([403, "PERMISSION_DENIED"]);
    const others = "0123".replace(String(scope), "");
    const alone = await door.ask(method, path, { token: `crm~${others}` });
    expect(alone.status).toBe(path.includes("unknown") ? 404 : 400);
  });
});
