import { expect, test, vi } from "vitest";
import { makeAuthority, quiet, reached, scripted } from "./testing.ts";
import { openBench } from "./testing-bench.ts";

const authority = makeAuthority();

test("superseded events are given up only where the configuration says so, the final one never", async () => {
  const sink = await scripted(authority, [500, 500, 500]);
  const { queue, settled, states, pass, told } = await openBench(authority, {
    rules: { dropSuperseded: true },
  });
  await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
    {},
    {},
    {},
  ]);
  await reached(3, told);
  await quiet();
  pass(2_001);
  await settled();
  expect(await states()).toEqual({
    "one-1": "dead superseded",
    "one-2": "dead superseded",
    "one-3": "delivered",
  });
});

test("what is told of attempts: result, time, and how long the event waited for its first", async () => {
  const sink = await scripted(authority, [503, 204, 400, 410]);
  const { queue, settled, told, pass } = await openBench(authority);
  await queue({ callId: "one", clientId: "crm", url: sink.origin }, [
    {},
    {},
    {},
  ]);
  await reached(1, told);
  pass(2_001);
  await settled();
  await vi.waitUntil(() => told.length === 4);
  expect(told.map(({ result }) => result)).toEqual([
    ...["retried", "delivered", "dead", "stopped"],
  ]);
  expect(told.map(({ lagMs }) => lagMs !== undefined)).toEqual([
    ...[true, false, true, true],
  ]);
  for (const { durationMs } of told) expect(durationMs).toBeLessThan(1_000);
});
