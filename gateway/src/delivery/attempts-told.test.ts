import { expect, test, vi } from "vitest";
import { makeAuthority, reached, scripted } from "./testing.ts";
import { openBench } from "./testing-bench.ts";

const authority = makeAuthority();

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
