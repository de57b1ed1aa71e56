import type { AmiMessage } from "../asterisk/ami/transport.ts";

/** Events that depend on who shows which caller id, not on what becomes of the call. */
const LEFT_OUT = new Set(["NewCallerid", "NewConnectedLine"]);
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  Newstate: ["ChannelStateDesc"],
  DialState: ["DialStatus"],
  DialEnd: ["DialStatus"],
  HangupRequest: ["Cause"],
  SoftHangupRequest: ["Cause"],
  Hangup: ["Cause"],
  UserEvent: ["Leg", "DialStatus", "Cause"],
  OriginateResponse: ["Response", "Reason"],
  BridgeEnter: ["BridgeNumChannels"],
};

/**
 * The events of one call as short lines that are the same on every server: channels are called `one` and `two` (the Local
 * halves), `a` and `b` (phones of the caller and the called). Sorted, because Asterisk's order differs from run to run.
 */
export function storyOf(
  events: readonly AmiMessage[],
  iden: string,
  callerEndpoint: string,
): string[] {
  const ids = new Map([
    [iden, "one"],
    [`${iden}-2`, "two"],
  ]);
  const roleOf = (event: AmiMessage, prefix: string): string => {
    const id = event.get(`${prefix}Uniqueid`);
    if (id === undefined) return "";
    const isCaller = event
      .get(`${prefix}Channel`)
      ?.startsWith(`PJSIP/${callerEndpoint}-`);
    return ids.get(id) ?? (isCaller ? "a" : "b");
  };
  return events
    .filter((event) => belongsTo(event, iden))
    .filter((event) => !LEFT_OUT.has(event.get("Event") ?? ""))
    .map((event) => {
      const name = event.get("Event") ?? "";
      const details = (DETAILS[name] ?? []).map((key) => event.get(key) ?? "");
      const from = roleOf(event, "");
      const to = roleOf(event, "Dest");
      const who = to === "" ? from : `${from}>${to}`;
      return [name, who, ...details].filter((part) => part !== "").join(" ");
    })
    .sort();
}

function belongsTo(event: AmiMessage, iden: string): boolean {
  return (
    event.get("Linkedid") === iden ||
    event.get("DestLinkedid") === iden ||
    event.get("LocalOneLinkedid") === iden ||
    (event.get("Event") === "OriginateResponse" &&
      event.get("Uniqueid") === iden)
  );
}
