import type { CallStatusChangedEvent } from "@ringback/shared/ctd/schema.ts";
import { hasNumbers } from "../program.ts";

/** What a sender is told: so many calls, each with so many events, spread over the sinks in turn. */
export type Posts = {
  origins: readonly string[];
  ca: string;
  calls: number;
  eventsPerCall: number;
  /** a sink that takes connections and says nothing, and calls with one event that wait for it all the time */
  silent: { origin: string; calls: number };
  /** where the queue lies; a peer has none */
  folder: string;
};

export function isPosts(value: unknown): value is Posts {
  if (!hasNumbers("calls", "eventsPerCall")(value)) return false;
  const origins: unknown = Reflect.get(value, "origins");
  return (
    Array.isArray(origins) &&
    hasNumbers("calls")(Reflect.get(value, "silent")) &&
    ["ca", "folder"].every(
      (name) => typeof Reflect.get(value, name) === "string",
    )
  );
}

/** As the gateway writes it. */
export function eventOf(call: string, version: number): CallStatusChangedEvent {
  return {
    id: `${call}.${version}`,
    source: "https://ringback.example.com/click-to-dial",
    specversion: "1.0",
    type: "org.camaraproject.click-to-dial.v0.status-changed",
    time: "2026-11-21T12:00:00.000Z",
    datacontenttype: "application/json",
    subject: `/calls/${call}`,
    data: {
      callId: call,
      caller: "+34911111111",
      callee: "+34922222222",
      status: { state: "callingCaller" },
      timestamp: "2026-11-21T12:00:00.000Z",
    },
  };
}
