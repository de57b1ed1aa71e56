import { beforeAll, expect, it } from "vitest";
import { holdAnew } from "./holding.ts";
import { type Authority, makeAuthority, startSink } from "./testing.ts";
import { openBench } from "./testing-bench.ts";

let authority: Authority;
beforeAll(() => {
  authority = makeAuthority();
});

it("an event whose time ran out while no gateway was there still tells what it waited for", async () => {
  const sink = await startSink(authority);
  const bench = await openBench(authority, { isIdle: true });
  const { db, outbox, worker, queue, settled } = bench;
  for (const callId of ["one", "two"]) {
    await queue({ callId, clientId: "crm", url: sink.origin }, [
      { heldFor: "recording" },
    ]);
  }
  bench.pass(3_600_000);
  await holdAnew(db, ["one"], bench.now() + 600_000);
  worker.start();
  await settled("two");
  expect(sink.taken.map(({ body }) => JSON.parse(body).id)).toEqual(["two-1"]);
  await db
    .transaction()
    .execute((transaction) =>
      outbox.release(transaction, "one", { recordingResult: "success" }),
    );
  worker.wake();
  await settled("one");
  expect(JSON.parse(sink.taken[1]?.body ?? "")).toEqual({
    id: "one-1",
    data: { number: 1, recordingResult: "success" },
  });
});

it("as many calls as ended meanwhile", async () => {
  const bench = await openBench(authority, { isIdle: true });
  const url = "https://sink.example/";
  await bench.queue({ callId: "one", clientId: "crm", url }, [
    { heldFor: "recording" },
  ]);
  const others = Array.from({ length: 1_200 }, (_, index) => `other-${index}`);
  const until = bench.now() + 1_000_000;
  await holdAnew(bench.db, [...others, "one"], until);
  const rows = bench.db.selectFrom("deliveries").select("held_until");
  expect(await rows.execute()).toEqual([{ held_until: until }]);
});
