/** What the running doors of `/calls` answer is in the document, all of it; and nothing is in the document that they never answer. */
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { pbxFault } from "../../../calls/testing-pbx.ts";
import { BASES } from "../../ctd/mount.ts";
import {
  ALICE,
  ORDER,
  OUTSIDE,
  openCtd,
  testClient,
} from "../../ctd/testing.ts";
import { isObject, type JsonObject } from "./json.ts";
import { at, DOCUMENT, judgeOf, settledPlace } from "./testing.ts";

type Door = Awaited<ReturnType<typeof openCtd>>;
type Asked = Parameters<Door["ask"]>[2];

const judge = judgeOf(DOCUMENT);
/** `operation status code`, or `operation status` where the answer has no code. */
const seen = new Set<string>();

const TEMPLATES = ["/calls", "/calls/{callId}", "/calls/{callId}/recording"];

/** The operation a request is for; undefined where the document has none. */
function operationOf(method: string, path: string): string[] | undefined {
  const base = BASES.findLast((each) => path.startsWith(`${each}/calls`)) ?? "";
  const rest = path.slice(base.length);
  const template = TEMPLATES.find((each) =>
    new RegExp(`^${each.replace("{callId}", "[^/]+")}$`).test(rest),
  );
  if (template === undefined) return undefined;
  const place = ["paths", template, method.toLowerCase()];
  return at(DOCUMENT, ...place) === undefined ? undefined : place;
}

/** Where the document says what such an answer is like. Paths and methods it does not name are refused as its components say. */
function told(
  operation: readonly string[] | undefined,
  status: number,
): string[] {
  if (operation !== undefined)
    return [...operation, "responses", String(status)];
  const name = Object.keys(at(DOCUMENT, "components", "responses") ?? {}).find(
    (each) => each.endsWith(String(status)),
  );
  return ["components", "responses", name ?? "none"];
}

async function ask(door: Door, method: string, path: string, asked?: Asked) {
  const answer = await door.ask(method, path, asked);
  const { status, headers } = answer;
  const operation = operationOf(method, path);
  const place = settledPlace(told(operation, status));
  const response = at(DOCUMENT, ...place);
  const what = `${method} ${path}: ${status}`;
  expect(response, what).toBeDefined();
  for (const name of Object.keys(at(DOCUMENT, ...place, "headers") ?? {}))
    if (name !== "Retry-After" || status !== 429)
      expect(headers.get(name), `${what}: ${name}`).toBeTruthy();
  const text = await answer.text();
  const content = at(DOCUMENT, ...place, "content");
  const id = at(DOCUMENT, ...(operation ?? []))?.operationId ?? "other";
  if (content === undefined) {
    expect(text).toBe("");
    seen.add(`${id} ${status}`);
    return undefined;
  }
  const type = headers.get("content-type") ?? "";
  expect(Object.keys(content)).toContain(type);
  const isGood = judge(...place, "content", type, "schema");
  const body: unknown = JSON.parse(text);
  expect(isGood(body), `${what}: ${text}`).toBe(true);
  const code: unknown = Object(body).code;
  seen.add(`${id} ${status}${typeof code === "string" ? ` ${code}` : ""}`);
  return body;
}

async function create(door: Door, body: unknown = ORDER): Promise<string> {
  const call = await ask(door, "POST", "/calls", { body });
  return String(Object(call).callId);
}

describe("every answer is as the document has it", () => {
  it.each(BASES)("a call's way at %s", async (base) => {
    const door = await openCtd();
    const made = await ask(door, "POST", `${base}/calls`, { body: ORDER });
    const path = `${base}/calls/${Object(made).callId}`;
    await door.settled();
    await ask(door, "GET", path);
    await ask(door, "DELETE", path);
    await ask(door, "DELETE", path);
    await ask(door, "GET", path);
    await ask(door, "GET", `${path}/recording`);
  });

  it("orders that cannot be", async () => {
    const door = await openCtd();
    const post = (body: unknown, more: Asked = {}) =>
      ask(door, "POST", "/calls", { body, ...more });
    await post("{");
    await post({ ...ORDER, x: 1 });
    await post({ ...ORDER, caller: { number: "911" } });
    await post({ ...ORDER, callee: ORDER.caller });
    await post({ ...ORDER, recordingEnabled: true });
    await post({ ...ORDER, caller: { number: OUTSIDE } });
    await post({ ...ORDER, callee: { number: "+34999123456" } });
    await post(`"${"x".repeat(70_000)}"`);
    await post(ORDER, { headers: { "idempotency-key": "ä" } });
    await post(ORDER);
    await post(ORDER);
  });

  it("clients that may not", async () => {
    const door = await openCtd();
    for (const [method, path, scope] of [
      ["POST", "/calls", 0],
      ["GET", "/calls/unknown", 1],
      ["DELETE", "/calls/unknown", 2],
      ["GET", "/calls/unknown/recording", 3],
    ] as const) {
      await ask(door, method, path, { token: "" });
      await ask(door, method, path, { token: "who" });
      await ask(door, method, path, { token: `crm~${scope}` });
      const headers = { "x-correlator": "ä b" };
      await ask(door, method, path, { headers });
      await ask(door, method, path);
    }
  });

  it("clients that ask too much", async () => {
    const policy = { ...testClient().policy, callsAtOnce: 1 };
    const one = await openCtd([testClient({ policy })]);
    await create(one);
    const body = { ...ORDER, callee: { number: OUTSIDE } };
    await ask(one, "POST", "/calls", { body });
    const perMinute = { ...testClient().policy, callsPerMinute: 1 };
    const slow = await openCtd([testClient({ policy: perMinute })]);
    await create(slow);
    await ask(slow, "POST", "/calls", { body });
  });

  it("masks that have run out", async () => {
    const door = await openCtd([testClient({ maskNumbers: [ALICE] })]);
    await ask(door, "POST", "/calls", { body: ORDER });
  });

  it("a PBX that is away, or dialling that is paused", async () => {
    const door = await openCtd();
    const callId = await create(door);
    await door.settled();
    door.pbx.fault = pbxFault("down");
    await ask(door, "DELETE", `/calls/${callId}`);
    const body = { ...ORDER, callee: { number: OUTSIDE } };
    await ask(door, "POST", "/calls", { body });
  });

  it("a recording", async () => {
    const content = Buffer.from("what was said");
    let isFull = false;
    const door = await openCtd([testClient()], {
      open: async () => ({
        contentType: "audio/wav",
        bytes: content.length,
        settledAt: 0,
        content: Readable.from([content]),
      }),
      isOn: () => true,
      onRead: async () => {
        if (isFull) throw new Error("disk full");
        return () => undefined;
      },
      sendTimeoutMs: () => 1000,
    });
    const callId = await create(door, { ...ORDER, recordingEnabled: true });
    await ask(door, "GET", `/calls/${callId}/recording`);
    isFull = true;
    await ask(door, "GET", `/calls/${callId}/recording`);
  });

  it("a database that is gone", async () => {
    const door = await openCtd();
    await door.db.destroy();
    await ask(door, "POST", "/calls", { body: ORDER });
    await ask(door, "GET", "/calls/any");
    await ask(door, "DELETE", "/calls/any");
    await ask(door, "GET", "/calls/any/recording");
  });

  it.each([
    ["GET", "/calls"],
    ["PUT", "/calls/any"],
    ["POST", "/calls/any/recording"],
    ["DELETE", "/calls/"],
    ["GET", "/calls//recording"],
    ["GET", "/calls/%zz"],
    ["GET", "/calls/a/b/c"],
  ])("%s %s, of which it has no operation", async (method, path) => {
    await ask(await openCtd(), method, path);
  });
});

/** `operation status code` of all that the document tells of `/calls`. */
function promised(): string[] {
  return TEMPLATES.flatMap((template) =>
    ["get", "post", "delete"].flatMap((method) => {
      const operation = at(DOCUMENT, "paths", template, method);
      const responses = operation?.responses;
      if (operation === undefined || !isObject(responses ?? null)) return [];
      return Object.keys(Object(responses)).flatMap((status) =>
        codesOf(["paths", template, method, "responses", status]).map((code) =>
          `${operation.operationId} ${status} ${code}`.trim(),
        ),
      );
    }),
  );
}

function codesOf(place: readonly string[]): string[] {
  const media = at(DOCUMENT, ...place, "content", "application/json", "schema");
  const [, own]: (JsonObject | undefined)[] = Object(media).allOf ?? [];
  const codes: unknown = Object(Object(Object(own).properties).code).enum;
  return Array.isArray(codes) ? codes.map(String) : [""];
}

it("all that the document promises was answered", () => {
  const missing = promised().filter((each) => !seen.has(each));
  expect(missing).toEqual([]);
});
