/** What a whole gateway sends to sinks is what the document says of its callback. */
import { expect, it, vi } from "vitest";
import { member, post } from "../../../assembly/testing.ts";
import { openForProgram } from "../../../assembly/testing-programs.ts";
import { makeAuthority } from "../../../delivery/testing.ts";
import { isObject, type Json } from "./json.ts";
import { at, DOCUMENT, judgeOf } from "./testing.ts";

const CALLBACK = [
  ...["paths", "/calls", "post", "callbacks", "callStatusChanged"],
  ...["{$request.body#/sink}", "post"],
];
const MEDIA = "application/cloudevents+json";
const STATES = 5;

function headersOf(parameters: Json | undefined): {
  required: string[];
  known: string[];
} {
  const all = Array.isArray(parameters) ? parameters.filter(isObject) : [];
  const named = (each: (typeof all)[number]) => String(each.name);
  return {
    required: all.filter((each) => each.required === true).map(named),
    known: all.map(named),
  };
}

it("every event of a call is as the document has it, headers too", async () => {
  const { origin, headers, sink } = await openForProgram(makeAuthority());
  const order = {
    caller: { number: "+34911111111" },
    callee: { number: "+34922222222" },
    sink: `${sink.origin}/events`,
  };
  const path = `/calls/${member(await post(origin, "/calls", order, headers), "callId")}`;
  await vi.waitUntil(() => sink.taken.length >= STATES - 1, 5_000);
  await fetch(origin + path, { method: "DELETE", headers });
  await vi.waitUntil(() => sink.taken.length >= STATES, 5_000);
  const isGood = judgeOf(DOCUMENT)(
    ...[...CALLBACK, "requestBody", "content", MEDIA, "schema"],
  );
  const { required, known } = headersOf(at(DOCUMENT, ...CALLBACK)?.parameters);
  expect(required).toContain("x-correlator");
  for (const { body, headers: sent } of sink.taken) {
    expect(sent["content-type"]).toBe(MEDIA);
    expect(isGood(JSON.parse(body)), body).toBe(true);
    for (const name of required) expect(sent[name]).toBeTruthy();
    for (const name of Object.keys(sent).filter((each) =>
      /^x-|hook/.test(each),
    ))
      expect(known).toContain(name);
  }
});
