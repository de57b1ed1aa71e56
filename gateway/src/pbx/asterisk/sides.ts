/** Whose leg the channels of a call are that was not seen to begin. */
import type { BelievedCall } from "../port.ts";
import type { AmiMessage } from "./ami/transport.ts";

/**
 * The unique ids of A's channels. Before A has answered there are none but A's; then they are what L;2 is joined with, over
 * bridges and other Local channels: outside, A's leg is a row of channels. Only a phone that no bridge tells of goes by its
 * endpoint's name.
 */
export function channelsOfA(
  { iden, endpoint }: BelievedCall,
  channels: readonly AmiMessage[],
  answeredA: boolean,
): Set<string> {
  const own = new Set([iden, `${iden}-2`]);
  const others = channels.filter((each) => !own.has(idOf(each)));
  if (!answeredA) return new Set(others.map(idOf));
  const [first, second] = [iden, `${iden}-2`].map((id) =>
    channels.find((each) => idOf(each) === id),
  );
  const joined = second === undefined ? [] : joinedWith(second, others);
  const named = others.filter(
    (each) =>
      !(first !== undefined && inOneBridge(each, first)) &&
      each.get("Channel")?.startsWith(`PJSIP/${endpoint}-`) === true,
  );
  return new Set([...joined, ...named].map(idOf));
}

function joinedWith(
  start: AmiMessage,
  others: readonly AmiMessage[],
): AmiMessage[] {
  const found = [start];
  for (const known of found) {
    const next = others.filter(
      (each) =>
        !found.includes(each) &&
        (inOneBridge(known, each) || areHalves(known, each)),
    );
    // The loop comes to these too.
    found.push(...next);
  }
  return found;
}

function inOneBridge(one: AmiMessage, other: AmiMessage): boolean {
  const bridge = one.get("BridgeId") ?? "";
  return bridge !== "" && bridge === other.get("BridgeId");
}

/** Of one Local channel: `Local/…-00000001;1` and `;2`. */
function areHalves(one: AmiMessage, other: AmiMessage): boolean {
  const [a = "", b = ""] = [one.get("Channel"), other.get("Channel")];
  return a.startsWith("Local/") && a.slice(0, -1) === b.slice(0, -1);
}

function idOf(channel: AmiMessage): string {
  return channel.get("Uniqueid") ?? "";
}
