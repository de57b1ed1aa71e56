/** Who clicks beyond their own limit takes nothing of what everybody shares. */
import { expect, it } from "vitest";
import {
  call,
  challenge,
  openGateway,
  post,
  sign,
} from "../../assembly/testing.ts";

const GOOD = "+34900123456";

it("one user who clicks on and on is refused alone: another's first click rings", async () => {
  const { origin } = await openGateway({
    RINGBACK_DIALING_ORIGINATES_PER_MINUTE_PER_USER: "2",
    RINGBACK_DIALING_ORIGINATES_PER_MINUTE_PER_WORKSPACE: "5",
  });
  const statuses: number[] = [];
  for (let n = 0; n < 20; n += 1)
    statuses.push((await call(origin, GOOD)).status);
  expect(statuses.slice(2)).toEqual(Array(18).fill(429));
  const bob = "bob@pbx.example";
  const signed = sign(await challenge(origin, bob), GOOD, bob);
  const answer = await post(origin, "/call", { ...signed, destination: GOOD });
  expect(answer.status).toBe(200);
});
