/** A user of a whole gateway, and what they see of their calls. */
import {
  member,
  openGateway,
  openLive,
  signIn,
} from "../../assembly/testing.ts";

export const GOOD = "+34900123456";

/** A gateway, a user of it, and their live channel with its first snapshot. */
export async function open(env: Record<string, string> = {}) {
  const house = await openGateway(env);
  const token = member(await signIn(house.origin), "token");
  const live = await openLive(house.origin, token);
  await live.until((frame) => frame.type === "call_snapshot");
  return { ...house, token, live };
}
