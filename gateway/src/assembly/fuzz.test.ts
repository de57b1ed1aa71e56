/** Bad requests, upgrades and frames at every door: each is refused in the door's own words, and nothing else happens. `npm run soak` does more of the same. */
import { expect, it } from "vitest";
import { besiege } from "./fuzz/besiege.ts";
import { MOST_GROWTH_MB, withstands } from "./fuzz/suite.ts";

const COUNT = 2_000;

withstands(COUNT, 60_000);

it("a gateway that keeps a little of each request is seen to grow", async () => {
  const { growth } = await besiege("/challenge", COUNT, { leaks: true });
  expect(growth.heapUsed).toBeGreaterThan(MOST_GROWTH_MB.heap);
}, 60_000);
