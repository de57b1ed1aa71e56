import { openHouse } from "./testing.ts";
import { NOW, testRequest } from "./testing-rows.ts";

/** Both have answered. */
export const talking = {
  at: NOW,
  state: "active",
  legs: [
    { role: "a", state: "answered" },
    { role: "b", state: "answered" },
  ],
} as const;

/** A call `x` that rings, and a clock to move before the guard looks. */
export async function placed() {
  const house = await openHouse();
  const { callId } = await house.calls.place(testRequest({ iden: "x" }));
  const find = async () => (await house.store.find(callId))?.call;
  const sweepAfter = async (ms: number) => {
    house.clock.now = NOW + ms;
    await house.guard.sweep();
    await house.settled();
  };
  return { ...house, callId, find, sweepAfter };
}
