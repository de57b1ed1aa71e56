import { expect, test } from "vitest";
import { Lanes } from "./lanes.ts";

test("of hosts in trouble the latest are remembered", () => {
  const lanes = new Lanes({
    ...{ concurrency: 99, concurrencyPerClient: 99 },
    ...{ concurrencyPerHost: 2, concurrencyInTrouble: 1 },
    troubledHostsKept: 2,
  });
  for (const lane of ["a", "b", "a", "c"]) lanes.told(lane, false);
  const places = (lane: string) =>
    [1, 2, 3].filter(() => lanes.take({ clientId: "crm", lane })).length;
  expect(["a", "b", "c"].map(places)).toEqual([1, 2, 1]);
});
