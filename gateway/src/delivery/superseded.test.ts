import { expect, test } from "vitest";
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
