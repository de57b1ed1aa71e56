/** What others make of our requests: the sample listener of the docs, and the CloudEvents SDK. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CloudEvent, HTTP } from "cloudevents";
import { expect, onTestFinished, test, vi } from "vitest";
import { makeAuthority, startSink } from "./testing.ts";
import { openBench } from "./testing-bench.ts";

const authority = makeAuthority();
const SAMPLE = fileURLToPath(
  new URL("../../../docs/sample-sink.mjs", import.meta.url),
);

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

async function startSample(token: string) {
  const folder = dirname(authority.caFile);
  const [cert, key] = [join(folder, "s.pem"), join(folder, "s.key")];
  writeFileSync(cert, authority.identity.cert);
  writeFileSync(key, authority.identity.key);
  const process_ = spawn(process.execPath, [SAMPLE], {
    env: { CERT: cert, KEY: key, TOKEN: token, PORT: "0", HOST: "127.0.0.1" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void process_.kill());
  let out = "";
  process_.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  await once(process_.stdout, "data");
  const port = /port (\d+)/.exec(out)?.[1] ?? "";
  return { url: `https://127.0.0.1:${port}/`, lines: () => out.split("\n") };
}

test("the sample listener prints each event once, and lets nobody in without its token", async () => {
  const sample = await startSample("right");
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
    "2026-11-21T12:00:00.000Z one initiating ",
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
