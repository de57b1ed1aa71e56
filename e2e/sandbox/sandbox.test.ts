import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { runCommand } from "../asterisk/command.ts";
import { startSandbox } from "./running.ts";

const STATES = [
  ...["initiating", "callingCaller", "callingCallee", "connected"],
  "disconnected",
];
const INTERRUPTED = 130;

it("the printed lines make a call, whose events are printed; Ctrl-C ends it all", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ringback-sandbox-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { child, settings, firstCall, events } = await startSandbox(folder);
  expect(await readdir(folder)).not.toEqual([]);
  const output = await runCommand("bash", [
    ...["-euc", `${settings}\n${firstCall}`],
  ]);
  const [before, after] = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(before.status).toBe("connected");
  expect(after).toEqual({ ...before, status: "disconnected" });
  await vi.waitUntil(() => events().length >= STATES.length, 10_000);
  const told = events().map((line) => line.split(" ").slice(1, 3));
  expect(told).toEqual(STATES.map((state) => [before.callId, state]));

  const [, base = ""] = /BASE=(\S+)/.exec(settings) ?? [];
  child.kill("SIGINT");
  expect((await child.exited).code).toBe(INTERRUPTED);
  await expect(fetch(`${base}/health`)).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
});
