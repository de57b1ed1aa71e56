/** What others make of our requests: the sample listener of the docs, and the CloudEvents SDK. */
import { CloudEvent, HTTP } from "cloudevents";
import { expect, test, vi } from "vitest";
import { makeAuthority, startSink } from "./testing.ts";
import { openBench } from "./testing-bench.ts";
import { startSample } from "./testing-sample.ts";

const authority = makeAuthority();
const event = (id: string, state: string, reason?: string) => ({
  body: {
    id,
    source: "https://gateway.example/click-to-dial",
    specversion: "1.0",
    type: "org.camaraproject.click-to-dial.v0.status-changed",
    time: "2026-11-21T12:00:00.000Z",
    datacontenttype: "application/json",
    data: { callId: "one", status: { state, ...(reason && { reason }) } },
  },
});

test("the sample listener prints each event once, and lets nobody in without its token", async () => {
  const sample = await startSample(authority, { TOKEN: "right" });
  const bench = await openBench(authority);
  const sink = (callId: string, token: string) => ({
    callId,
    clientId: "crm",
    url: sample.url,
    credential: {
      kind: "access_token",
      token,
      expiresAt: bench.now() + 60_000,
    } as const,
  });
  await bench.queue(sink("one", "right"), [
    event("e1", "initiating"),
    event("e1", "initiating"),
    event("e2", "disconnected", "hangUp"),
  ]);
  await bench.queue(sink("two", "wrong"), [event("e3", "initiating")]);
  await bench.settled();
  expect(await bench.states()).toEqual({
    ...{ "one-1": "delivered", "one-2": "delivered", "one-3": "delivered" },
    "two-1": "dead credential_refused",
  });
  await vi.waitUntil(() => sample.lines().length >= 4);
  expect(sample.lines().slice(1)).toEqual([
    "2026-11-21T12:00:00.000Z one initiating",
    "2026-11-21T12:00:00.000Z one disconnected hangUp",
    "",
  ]);
});

test("the CloudEvents SDK reads what is sent as a valid event in structured mode", async () => {
  const sink = await startSink(authority);
  const bench = await openBench(authority);
  await bench.queue({ callId: "one", clientId: "crm", url: sink.origin }, [
    event("one-1", "disconnected", "hangUp"),
  ]);
  await bench.settled();
  const [taken] = sink.taken;
  if (taken === undefined) throw new Error("nothing came");
  expect(taken.headers["content-type"]).toBe("application/cloudevents+json");
  const { headers, body } = taken;
  const read = HTTP.toEvent({ headers, body });
  if (!(read instanceof CloudEvent)) throw new Error("no single event");
  expect(read.validate()).toBe(true);
  expect(read.toJSON()).toMatchObject(
    event("one-1", "disconnected", "hangUp").body,
  );
});
