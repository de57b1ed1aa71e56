/** The order of refusals: 401, 403, header and path 400, body 400, 422, 409, PBX. What is wrong with everything is told of the first. */
import { describe, expect, it } from "vitest";
import { pbxFault } from "../../calls/testing-pbx.ts";
import { NOW } from "../../calls/testing-rows.ts";
import { ALICE, ORDER, OUTSIDE, openCtd, testClient } from "./testing.ts";
import { isErrorInfo } from "./testing-schema.ts";

type Asked = { token: string; headers: Record<string, string>; body: unknown };

const OTHER = { ...ORDER, callee: { number: OUTSIDE } };
const SINK = "http://a.example";

/** Each mends what the row before was refused for, and nothing else. */
const MENDED: readonly (readonly [string, Partial<Asked>])[] = [
  ["401 UNAUTHENTICATED", {}],
  ["401 UNAUTHENTICATED", { token: "who" }],
  ["403 PERMISSION_DENIED", { token: "crm~0" }],
  ["400 x-correlator", { token: "crm" }],
  ["400 Idempotency-Key", { headers: { "idempotency-key": "ä" } }],
  [
    "400 Content-Type",
    { headers: { "idempotency-key": "used", "content-type": "text/plain" } },
  ],
  ["400 invalid json", { headers: { "idempotency-key": "used" } }],
  ["400 the request body must have", { body: {} }],
  ["400 sink", { body: { caller: of("1"), callee: of("1"), sink: SINK } }],
  ["422 INVALID_PHONE_NUMBER", { body: { caller: of("1"), callee: of("1") } }],
  [
    "422 INVALID_PHONE_NUMBER",
    { body: { caller: of("+4402079460101"), callee: of("+4402079460101") } },
  ],
  [
    "422 SAME_CALLER_CALLEE",
    { body: { caller: of(ALICE), callee: of(ALICE) } },
  ],
  [
    "422 RECORDING_NOT_SUPPORTED",
    { body: { ...OTHER, recordingEnabled: true } },
  ],
  [
    "422 CALLER_NOT_AVAILABLE",
    { body: { caller: OTHER.callee, callee: OTHER.caller } },
  ],
  [
    "422 CALLEE_NOT_AVAILABLE",
    { body: { ...OTHER, callee: of("+34999123456") } },
  ],
  ["409 ALREADY_EXISTS", { body: OTHER }],
  ["409 ALREADY_EXISTS", { body: ORDER, headers: {} }],
  ["503 UNAVAILABLE", { body: OTHER }],
];

function of(number: string) {
  return { number };
}

it.each([
  ["the PBX is away", "down"],
  ["calls are paused", "paused"],
] as const)("while %s", async (_, why) => {
  const door = await openCtd();
  const headers = { "idempotency-key": "used" };
  const made = await door.ask("POST", "/calls", { body: ORDER, headers });
  expect(made.status).toBe(201);
  await door.settled();
  if (why === "down") door.pbx.state = "down";
  else await door.pause.begin({ since: NOW, by: "admin", reason: null });
  const bad = { "x-correlator": "ä b", "idempotency-key": "ä" };
  let asked: Asked = { token: "", headers: bad, body: "{" };
  const told: string[] = [];
  for (const [expected, mend] of MENDED) {
    asked = { ...asked, ...mend };
    const answer: unknown = await (
      await door.ask("POST", "/calls", asked)
    ).json();
    if (!isErrorInfo(answer)) throw new Error("no ErrorInfo");
    const words = `${answer.status} ${answer.code}`;
    // Of several with one code, the words say which it was.
    told.push(words.startsWith("400") ? `400 ${answer.message}` : words);
    expect(
      told.at(-1)?.startsWith(expected),
      `${told.at(-1)}, not ${expected}`,
    ).toBe(true);
  }
  expect(await door.store.live()).toHaveLength(1);
  door.pbx.state = "up";
  await door.pause.end();
  expect((await door.ask("POST", "/calls", asked)).status).toBe(201);
});

describe("a pair that talks for another program", () => {
  async function openBusyPair() {
    const door = await openCtd([testClient(), testClient({ id: "dialer" })]);
    const ask = (token: string) =>
      door.ask("POST", "/calls", { token, body: ORDER });
    expect((await ask("crm")).status).toBe(201);
    await door.settled();
    return { door, ask };
  }

  it("is 409 for all where the phones would be rung", async () => {
    const { ask } = await openBusyPair();
    expect((await ask("dialer")).status).toBe(409);
    expect((await ask("crm")).status).toBe(409);
  });

  it.each(["down", "asked in vain", "paused"] as const)(
    "is told to nobody else where nothing is dialled: %s",
    async (why) => {
      const { door, ask } = await openBusyPair();
      if (why === "down") door.pbx.state = "down";
      if (why === "asked in vain") door.pbx.fault = pbxFault("timeout");
      if (why === "paused")
        await door.pause.begin({ since: NOW, by: "admin", reason: null });
      const body = { ...ORDER, callee: { number: OUTSIDE } };
      const free = await door.ask("POST", "/calls", { token: "dialer", body });
      const busy = await ask("dialer");
      expect([busy.status, await busy.text()]).toEqual([
        503,
        await free.text(),
      ]);
      expect((await ask("crm")).status).toBe(409);
    },
  );

  it("may be called the other way round, by the same program too", async () => {
    const { door } = await openBusyPair();
    const body = { caller: ORDER.callee, callee: ORDER.caller };
    expect((await door.ask("POST", "/calls", { body })).status).toBe(201);
  });
});

it("of a call that is there or not: 401, 403, header, path, 404", async () => {
  const door = await openCtd();
  const bad = { "x-correlator": "ä b" };
  const ask = async (token: string, id: string, headers = {}) =>
    (await door.ask("GET", `/calls/${id}`, { token, headers })).status;
  expect([
    await ask("", "%20", bad),
    await ask("crm~1", "%20", bad),
    await ask("crm", "unknown", bad),
    await ask("crm", "%20"),
    await ask("crm", "unknown"),
  ]).toEqual([401, 403, 400, 400, 404]);
});
