import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClientOrder, readFrame } from "./frames.ts";

test.each<[string, Partial<ClientOrder>]>([
  [
    '{"type":"call.end","payload":{"callId":"c"}}',
    { kind: "end", callId: "c" },
  ],
  [
    '{"type":"call.end","payload":{"callId":"c","durationSeconds":5}}',
    { kind: "end", callId: "c" },
  ],
  [
    '{"type":"call.accept","payload":{"callId":"c"}}',
    { kind: "not_incoming", callId: "c" },
  ],
  [
    '{"type":"call.reject","payload":{"callId":"c","reason":"busy"}}',
    { kind: "not_incoming", callId: "c" },
  ],
  ['{"type":"heartbeat"}', { kind: "heartbeat" }],
  ['{"type":"chat.message","payload":{}}', { kind: "ignored" }],
  ['{"type":"call.end"}', { kind: "bad", callId: "" }],
  ['{"type":"call.end","payload":{"callId":""}}', { kind: "bad", callId: "" }],
  ['{"type":"call.end","payload":{"callId":5}}', { kind: "bad", callId: "" }],
  [
    '{"type":"call.end","payload":{"callId":"c","durationSeconds":-1}}',
    { kind: "bad", callId: "c" },
  ],
  [
    `{"type":"call.end","payload":{"callId":"${"c".repeat(65)}"}}`,
    { kind: "bad", callId: "c".repeat(64) },
  ],
  [
    '{"type":"call.dance","payload":{"callId":"c"}}',
    { kind: "bad", callId: "c" },
  ],
  ['{"type":5}', { kind: "bad" }],
  ["[]", { kind: "bad" }],
  ["null", { kind: "bad" }],
  ["", { kind: "bad" }],
  ["{", { kind: "bad" }],
  ["[".repeat(16_000), { kind: "bad" }],
])("%s", (text, expected) => {
  expect(readFrame(text)).toMatchObject(expected);
});

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      readFrame(text);
    }),
  );
});
