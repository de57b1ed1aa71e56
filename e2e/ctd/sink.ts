import type { CallStatusChangedEvent } from "@ringback/shared/ctd/schema.ts";
import { isEvent } from "../../gateway/src/apis/ctd/testing-schema.ts";
import {
  type Authority,
  type Handler,
  openSink,
  type Taken,
} from "../../gateway/src/delivery/testing.ts";
import { until } from "../faults/world.ts";

/** A real https listener that keeps what it got. */
export interface Sink {
  readonly url: string;
  readonly port: number;
  /** Every request so far, also those it did not take. */
  readonly taken: readonly Taken[];
  /** The distinct events, in the order of their first arrival; of one call, or all. Throws for what is no event of the definition. */
  events(callId?: string): CallStatusChangedEvent[];
  /** Their states; the last with its reason: `disconnected hangUp`. */
  story(callId?: string): string[];
  /** Waits for the call's last event and gives the story. */
  ended(callId: string, timeoutMs?: number): Promise<string[]>;
  /** Waits until the call's story reaches this state. */
  reached(callId: string, state: string, timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Takes everything with 204, or as `handle` answers. */
export async function startKeepingSink(
  authority: Authority,
  handle?: Handler,
  port?: number,
): Promise<Sink> {
  const sink = await openSink(authority, handle, port);
  const events = (callId?: string) => {
    const all = sink.taken.map(({ body }) => eventOf(body));
    const first = all.filter(
      (each, index) => all.findIndex(({ id }) => id === each.id) === index,
    );
    return callId === undefined
      ? first
      : first.filter(({ data }) => data.callId === callId);
  };
  const story = (callId?: string) => events(callId).map(wordFor);
  const reached = async (callId: string, state: string, timeoutMs?: number) => {
    const has = () => story(callId).some((word) => word.startsWith(state));
    const told = () => `${state} of ${callId}: ${story(callId)}`;
    await until(has, told, timeoutMs);
  };
  return {
    url: `${sink.origin}/events`,
    port: sink.port,
    taken: sink.taken,
    events,
    story,
    reached,
    async ended(callId, timeoutMs) {
      const isOver = (word: string) => /^(disconnected|failed)/.test(word);
      await until(
        () => story(callId).some(isOver),
        () => `the end of ${callId}: ${story(callId)}`,
        timeoutMs,
      );
      return story(callId);
    },
    stop: sink.stop,
  };
}

/** Throws for what the definition does not allow. */
function eventOf(body: string): CallStatusChangedEvent {
  const event: unknown = JSON.parse(body);
  if (!isEvent(event)) throw new Error(`not an event: ${body}`);
  return event;
}

function wordFor({ data }: CallStatusChangedEvent): string {
  const { state, reason } = data.status;
  return reason === undefined ? state : `${state} ${reason}`;
}
