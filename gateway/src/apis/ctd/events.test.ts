import { expect, it } from "vitest";
import type { Snapshot } from "../../calls/snapshot.ts";
import { memoryDatabase } from "../../calls/testing.ts";
import { NOW, testRow } from "../../calls/testing-rows.ts";
import { type EventOutbox, StatusEvents } from "./events.ts";
import { isEvent } from "./testing-schema.ts";

type Enqueued = Parameters<EventOutbox["enqueue"]>[1];

/** What is enqueued when the two, who talk, hang up. */
async function enqueuedAtTheEnd(
  recording: 0 | 1,
  holdsForRecording: boolean,
): Promise<Enqueued | undefined> {
  const enqueued: Enqueued[] = [];
  const enqueue: EventOutbox["enqueue"] = async (_, event) => {
    enqueued.push(event);
  };
  const source = "https://ringback.example/click-to-dial";
  const now = () => NOW;
  const events = new StatusEvents(
    { enqueue },
    { source, holdsForRecording, now },
  );
  const talking: Snapshot = {
    call: testRow({
      ...{ client_id: "crm", recording, state: "active", answered_at: NOW },
      ...{ caller_number: "+34911111111", callee_number: "+34922222222" },
    }),
    legs: [],
  };
  const ended: Snapshot = {
    ...talking,
    call: {
      ...talking.call,
      ...{ state: "ended", outcome: "completed", ended_at: NOW + 5_000 },
    },
  };
  const db = await memoryDatabase();
  await db
    .transaction()
    .execute((transaction) =>
      events.follow(transaction, talking, ended, NOW + 5_000),
    );
  for (const { body } of enqueued) expect(isEvent(body)).toBe(true);
  return enqueued[0];
}

it("the last event of a recorded call waits for the recording; as long as nobody knows better it failed", async () => {
  expect(await enqueuedAtTheEnd(1, true)).toMatchObject({
    ...{ heldFor: "recording", isFinal: true },
    body: { data: { recordingResult: "fail" } },
  });
});

it("it does not wait where the gateway no longer records", async () => {
  const event = await enqueuedAtTheEnd(1, false);
  expect(event).toMatchObject({ body: { data: { recordingResult: "fail" } } });
  expect(event).not.toHaveProperty("heldFor");
});

it("the last event of any other call says nothing of a recording", async () => {
  const event = await enqueuedAtTheEnd(0, true);
  expect(event).not.toHaveProperty("heldFor");
  expect(event).not.toHaveProperty("body.data.recordingResult");
});
