/** docs/sample-sink.mjs among strangers: nothing they send ends it, and nothing that is not signed is believed. */
import { once } from "node:events";
import { request } from "node:https";
import { connect } from "node:tls";
import { describe, expect, it, vi } from "vitest";
import { signatureHeaders } from "./signature.ts";
import { makeAuthority } from "./testing.ts";
import { startSample } from "./testing-sample.ts";

const authority = makeAuthority();
const TYPE = "application/cloudevents+json";
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NEXT_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
const OTHER_SECRET = "whsec_Z2VoZWltLWdlaGVpbS1nZWhlaW0tMQ==";

type Sample = Awaited<ReturnType<typeof startSample>>;

async function post(
  { port }: Sample,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<number | undefined> {
  const asked = request({
    ...{ host: "127.0.0.1", port, ca: authority.ca, method: "POST" },
    ...{ agent: false, headers: { "content-type": TYPE, ...headers } },
  });
  asked.end(body);
  const [answer] = await once(asked, "response");
  answer.resume();
  return answer.statusCode;
}

const eventOf = (id: unknown, more: object = {}) =>
  JSON.stringify({
    ...{ id, time: "2026-11-21T12:00:00.000Z" },
    data: { callId: "one", status: { state: "connected" }, ...more },
  });

describe("the sample listener", () => {
  it("takes no bodies that are no events, and goes on", async () => {
    const sample = await startSample(authority, {});
    for (const body of [
      ...[
        "null",
        "5",
        '"text"',
        "[]",
        "{}",
        "{",
        "",
        "\u0000",
        "[".repeat(9e3),
      ],
      ...[eventOf(7), eventOf(""), eventOf("x".repeat(256)), eventOf(null)],
      ...['{"id":{"length":1}}', Buffer.from([0xff, 0xfe])],
    ])
      expect(await post(sample, body), String(body)).toBe(400);
    for (const id of ["a", "__proto__"])
      for (const data of [null, 5, { status: null }, { status: 5 }])
        expect(await post(sample, JSON.stringify({ id, data }))).toBe(204);
    expect(await post(sample, eventOf("last"))).toBe(204);
    await vi.waitUntil(() => sample.lines().join().includes("connected"));
    expect(sample.exitCode()).toBeNull();
  });

  it("reads no body without end, and no other type", async () => {
    const sample = await startSample(authority, {});
    const long = eventOf("long", { more: "x".repeat(70_000) });
    expect(await post(sample, long)).toBe(413);
    for (const type of ["application/json", `${TYPE}x`, "", ";"])
      expect(await post(sample, "{}", { "content-type": type })).toBe(415);
    const good = { "content-type": `${TYPE}; charset=UTF-8` };
    expect(await post(sample, eventOf("good"), good)).toBe(204);
  });

  it("outlives lines that are cut, and what is no HTTP", async () => {
    const sample = await startSample(authority, {});
    const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${TYPE}\r\nContent-Length: 50\r\n\r\n`;
    for (const text of [head, `${head}{"id"`, "no http\r\n\r\n"]) {
      const line = connect({
        ...{ host: "127.0.0.1", port: sample.port, ca: authority.ca },
      });
      await once(line, "secureConnect");
      await new Promise((resolve) => line.write(text, resolve));
      line.on("error", () => undefined);
      line.destroy();
    }
    expect(await post(sample, eventOf("good"))).toBe(204);
    expect(sample.exitCode()).toBeNull();
  });

  it("prints what became of a recording, and nothing that a terminal obeys", async () => {
    const sample = await startSample(authority, {});
    await post(sample, eventOf("one", { recordingResult: "success" }));
    await post(sample, eventOf("two", { callId: "\u001b[2J\ntwo words" }));
    await vi.waitUntil(() => sample.lines().length >= 4);
    expect(sample.lines().slice(1)).toEqual([
      "2026-11-21T12:00:00.000Z one connected recordingResult=success",
      "2026-11-21T12:00:00.000Z ?[2J?two?words connected",
      "",
    ]);
  });
});

describe("with a secret, the sample listener", () => {
  const signed = (secrets: string[], id: string, at = Date.now()) => {
    const body = eventOf(id);
    return { body, headers: signatureHeaders(secrets, { id, body, at }) };
  };
  const minutes = (count: number) => Date.now() + count * 60_000;

  it("believes the gateway's signatures, also while the secret changes", async () => {
    const sample = await startSample(authority, { SECRET });
    for (const { body, headers } of [
      signed([SECRET], "one"),
      signed([NEXT_SECRET, SECRET], "two"),
      signed([SECRET], "three", minutes(-4)),
      signed([SECRET], "four", minutes(4)),
    ])
      expect(await post(sample, body, headers)).toBe(204);
    const both = await startSample(authority, {
      SECRET: `${SECRET} ${NEXT_SECRET}`,
    });
    const next = signed([NEXT_SECRET], "five");
    expect(await post(both, next.body, next.headers)).toBe(204);
  });

  it("believes nothing else", async () => {
    const sample = await startSample(authority, { SECRET });
    const good = signed([SECRET], "one");
    const signature = "webhook-signature";
    for (const [body, headers] of [
      [good.body, {}],
      [eventOf("two"), good.headers],
      [good.body, { ...good.headers, "webhook-id": "two" }],
      [good.body, { ...good.headers, "webhook-timestamp": "now" }],
      [good.body, { ...good.headers, [signature]: "" }],
      [good.body, { ...good.headers, [signature]: "v1," }],
      [
        good.body,
        {
          ...good.headers,
          [signature]: String(good.headers[signature]).replace("v1,", "v2,"),
        },
      ],
      ...[signed([OTHER_SECRET], "one"), signed([SECRET], "one", minutes(-6))]
        .concat(signed([SECRET], "one", minutes(6)))
        .map(({ body, headers }) => [body, headers] as const),
    ] as const)
      expect(await post(sample, body, headers)).toBe(400);
    expect(await post(sample, good.body, good.headers)).toBe(204);
  });

  it("does not start with one that is none", async () => {
    const env = { SECRET: "not-base64!" };
    await expect(startSample(authority, env)).rejects.toThrow("ended with 2");
  });
});
