import { expect, it } from "vitest";
import { openHouse } from "./testing.ts";
import { pbxFault } from "./testing-pbx.ts";
import { NOW, testRequest, testTerminal } from "./testing-rows.ts";

const RINGING = {
  kind: "conflict",
  code: "phone_ringing",
  message: "phone is ringing already",
};
const answered = { role: "a", state: "answered" } as const;

it("while the phone rings is refused, and nothing is placed or written", async () => {
  const { calls, pbx, store } = await openHouse();
  await calls.place(testRequest());
  const seq = await store.lastSeq();
  await expect(calls.place(testRequest())).rejects.toMatchObject(RINGING);
  expect(pbx.originates).toHaveLength(1);
  expect(await store.lastSeq()).toBe(seq);
});

it("of twenty at once, one is placed", async () => {
  const { calls, pbx } = await openHouse();
  const all = await Promise.allSettled(
    Array.from({ length: 20 }, () => calls.place(testRequest())),
  );
  expect(all.filter((each) => each.status === "fulfilled")).toHaveLength(1);
  expect(pbx.originates).toHaveLength(1);
});

it("does not use up the iden it was to have", async () => {
  const { calls, pbx, settled } = await openHouse();
  await calls.place(testRequest({ iden: "first" }));
  await expect(
    calls.place(testRequest({ iden: "second" })),
  ).rejects.toMatchObject(RINGING);
  pbx.tell("first", { at: NOW, state: "active", legs: [answered] });
  await settled();
  await calls.place(testRequest({ iden: "second" }));
  expect(pbx.originates).toHaveLength(2);
});

it("at another phone of the user is another matter", async () => {
  const { calls, pbx } = await openHouse();
  await calls.place(testRequest());
  await calls.place(
    testRequest({ terminal: testTerminal({ id: "alice-mobile" }) }),
  );
  expect(pbx.originates).toHaveLength(2);
});

it("once the phone was answered is a second call, even before anybody is dialled", async () => {
  const { calls, pbx, settled } = await openHouse();
  const { iden } = await calls.place(testRequest());
  pbx.tell(iden, { at: NOW, legs: [answered] });
  await settled();
  await calls.place(testRequest());
  expect(pbx.originates).toHaveLength(2);
});

it("after the first was cancelled or refused is a first click again", async () => {
  const { calls, pbx, settled } = await openHouse();
  const { callId } = await calls.place(testRequest());
  await calls.end(callId);
  await settled();
  pbx.fault = pbxFault("unreachable");
  await expect(calls.place(testRequest())).rejects.toThrow();
  pbx.fault = undefined;
  await calls.place(testRequest());
  expect(pbx.originates).toHaveLength(3);
});
