/** One sandbox from its start to Ctrl-C: its own first call, then docs/api-click-to-dial.md, both followed to the letter. */
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { runCommand } from "../asterisk/command.ts";
import { examplesOf, isAsTold, printedBy, scriptOf } from "./guide.ts";
import { CALLEES, CALLERS } from "./people.ts";
import { type RunningSandbox, startSandbox } from "./running.ts";

const GUIDE = new URL("../../docs/api-click-to-dial.md", import.meta.url);
const STATES = [
  ...["initiating", "callingCaller", "callingCallee", "connected"],
  "disconnected",
];
const INTERRUPTED = 130;

let folder = "";
let sandbox: RunningSandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ringback-sandbox-test-"));
  sandbox = await startSandbox(folder);
  return () => sandbox.child.stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// Reading from a socket, as here, it would believe to be a login over the network and read the machine's own start files.
const bash = (script: string) => runCommand("bash", ["--norc", "-uc", script]);

/** `[callId, state]` of every event that came after so many. */
const eventsAfter = (before: number) =>
  sandbox
    .events()
    .slice(before)
    .map((line) => line.split(" ").slice(1, 3));

it("the printed lines make a call, whose events are printed", async () => {
  const { settings, firstCall } = sandbox;
  const output = await bash(`set -e\n${settings}\n${firstCall}`);
  const [connected, over] = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(connected.status).toBe("connected");
  expect(over).toEqual({ ...connected, status: "disconnected" });
  await vi.waitUntil(() => eventsAfter(0).length >= STATES.length, 10_000);
  expect(eventsAfter(0)).toEqual(
    STATES.map((state) => [connected.callId, state]),
  );
});

/** With curl, as the guide has it; prints the call's id. */
const order = (caller: string, callee: string) => `
curl -s "$BASE/calls" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -d '{"caller":{"number":"${caller}"},"callee":{"number":"${callee}"},"sink":"'$SINK'","sinkCredential":{"credentialType":"ACCESSTOKEN","accessToken":"'$SINK_TOKEN'","accessTokenExpiresUtc":"2100-01-01T00:00:00Z","accessTokenType":"bearer"}}' | sed 's/.*"callId":"\\([^"]*\\)".*/\\1/'; echo`;

it("whoever can be rung does what is said of them", async () => {
  const [answers, ...callers] = Object.values(CALLERS);
  if (answers === undefined) throw new Error("nobody answers");
  const pairs = [
    ...callers.map((each) => [each.number, CALLEES[0]?.number, each] as const),
    ...CALLEES.map((each) => [answers.number, each.number, each] as const),
  ].filter(([, , { reason }]) => reason !== undefined);
  expect(pairs.length).toBeGreaterThan(5);
  const [token = ""] = sandbox.firstCall.split("\n");
  const orders = pairs.map(([caller, callee = ""]) => order(caller, callee));
  const output = await bash([sandbox.settings, token, ...orders].join("\n"));
  const ids = output.trim().split("\n");
  const ends = () =>
    ids.map((id) =>
      sandbox.events().find((line) => line.includes(`${id} dis`)),
    );
  await vi.waitUntil(() => !ends().includes(undefined), 20_000);
  expect(ends().map((line) => line?.split(" ")[3])).toEqual(
    pairs.map(([, , { reason }]) => reason),
  );
});

describe("the API guide's examples", () => {
  const examples = examplesOf(readFileSync(GUIDE, "utf8"));
  let printed: string[] = [];
  let eventsBefore = 0;

  beforeAll(async () => {
    eventsBefore = sandbox.events().length;
    printed = printedBy(await bash(scriptOf(sandbox.settings, examples)));
  });

  it("there are some, and all were tried", () => {
    expect(examples.length).toBeGreaterThan(15);
    expect(printed).toHaveLength(examples.length);
  });

  it.each(
    examples.map(({ code, prints = "" }, index) => ({ code, prints, index })),
  )("$code", ({ prints, index }) => {
    const text = printed[index] ?? "";
    // Told apart only where they differ, so that a failure shows both.
    if (!isAsTold(prints, text)) expect(text).toBe(prints);
  });

  it("its first call's events came, one for each state", () => {
    const events = eventsAfter(eventsBefore);
    const ofFirst = events.filter(([callId]) => callId === events[0]?.[0]);
    expect(ofFirst.map(([, state]) => state)).toEqual(STATES);
  });

  it("the events of the call whose sink wants a fetched token came too", () => {
    const events = eventsAfter(eventsBefore);
    const ofOther = events.filter(([callId]) => callId !== events[0]?.[0]);
    expect(ofOther.map(([, state]) => state)).toEqual(
      STATES.filter((state) => state !== "connected"),
    );
  });
});

it.each([
  ["another status", '{"callId":"…","status":1}', '{"callId":"x","status":2}'],
  ["a line too many", "one", "one\ntwo"],
  ["nothing", "one", ""],
])("an example that prints %s is seen", (_, told, printed) => {
  expect(isAsTold(told, told.replace("…", "x"))).toBe(true);
  expect(isAsTold(told, printed)).toBe(false);
});

it("Ctrl-C ends all of it", async () => {
  const { child, settings } = sandbox;
  const [, base = ""] = /BASE=(\S+)/.exec(settings) ?? [];
  expect((await fetch(`${base}/health`)).status).toBe(200);
  expect(await readdir(folder)).not.toEqual([]);
  child.kill("SIGINT");
  expect((await child.exited).code).toBe(INTERRUPTED);
  await expect(fetch(`${base}/health`)).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
});
