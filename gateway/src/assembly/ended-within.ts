import type { CallBus } from "../calls/bus.ts";
import type { CallStore } from "../calls/store.ts";

/** Resolves when the call has ended, or after that time. Rejects where the call cannot be read. */
export async function endedWithin(
  ms: number,
  callId: string,
  parts: {
    bus: Pick<CallBus, "subscribe">;
    store: Pick<CallStore, "find">;
  },
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const leave = parts.bus.subscribe(({ call }) => {
    if (call.callId === callId && call.state === "ended") resolve();
  });
  try {
    const found = await parts.store.find(callId);
    if (found?.call.state === "ended") resolve();
    await promise;
  } finally {
    clearTimeout(timer);
    leave();
  }
}
