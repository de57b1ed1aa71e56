/** Whose sinks get the fresh token of a replay. */
import { expect, it } from "vitest";
import type { SinkCredential } from "./port.ts";
import { replayDead, replayDelivery } from "./replay.ts";
import { startSink } from "./testing.ts";
import { openBench, sealer } from "./testing-bench.ts";
import { authority } from "./testing-stored.ts";

/** Not granted by the admin, so it is given up at once. */
const FETCHED = { clientId: "ringback", tokenUri: "https://login.example/t" };

/** A dead letter of each kind of credential: two of the client crm, two of the client shop. */
async function used() {
  const state = { status: 400 };
  const sink = await startSink(authority, (_, response) => {
    response.writeHead(state.status).end();
  });
  const bench = await openBench(authority);
  const ordered = (token: string): SinkCredential => ({
    ...{ kind: "access_token", token, expiresAt: bench.now() + 60_000 },
  });
  const queue = (
    callId: string,
    clientId: string,
    credential?: SinkCredential,
  ) =>
    bench.queue({
      ...{ callId, clientId, url: `${sink.origin}/${callId}` },
      ...(credential !== undefined && { credential }),
    });
  await queue("crm-token", "crm", ordered("crm-old"));
  await queue("crm-fetched", "crm", { kind: "private_key_jwt", ...FETCHED });
  await queue("shop-none", "shop");
  await queue("shop-token", "shop", ordered("shop-old"));
  await bench.settled();
  await bench.worker.stop();
  const rows = async () => ({
    sinks: await bench.db.selectFrom("sinks").selectAll().execute(),
    events: await bench.db.selectFrom("deliveries").selectAll().execute(),
  });
  const options = () => ({ now: bench.now(), sealing: sealer, token: "fresh" });
  return { state, sink, bench, rows, options };
}

it("is the sink's that was ordered with one, and no other sink's of the client or of anybody else", async () => {
  const { state, sink, bench, rows, options } = await used();
  const before = sink.taken.length;
  const told = await replayDead(bench.db, { clientId: "crm" }, options());
  expect(told).toEqual([
    { id: "crm-token-1", result: "queued" },
    { id: "crm-fetched-1", result: "queued" },
  ]);
  const kept = new Map(
    (await rows()).sinks.map((row) => [row.call_id, row.credential_kind]),
  );
  expect(kept).toEqual(
    new Map([
      ["crm-token", "access_token"],
      ["crm-fetched", "private_key_jwt"],
      ["shop-none", null],
      ["shop-token", "access_token"],
    ]),
  );
  state.status = 204;
  bench.worker.start();
  await bench.settled("crm-token");
  expect(
    sink.taken
      .slice(before)
      .map(({ path, headers }) => [path, headers.authorization]),
  ).toEqual([["/crm-token", "Bearer fresh"]]);
});

it.each(["shop-none-1", "crm-fetched-1"])(
  "is refused for %s alone, and nothing changes",
  async (id) => {
    const { bench, rows, options } = await used();
    const before = await rows();
    const result = await replayDelivery(bench.db, id, options());
    expect(result).toBe("token_unwanted");
    expect(await rows()).toEqual(before);
  },
);

it("is not needed by the others", async () => {
  const { bench, options } = await used();
  const { token: _, ...without } = options();
  expect(await replayDead(bench.db, {}, without)).toEqual([
    { id: "crm-token-1", result: "no_credential" },
    { id: "crm-fetched-1", result: "queued" },
    { id: "shop-none-1", result: "queued" },
    { id: "shop-token-1", result: "no_credential" },
  ]);
  expect(await replayDead(bench.db, { callId: "none" }, without)).toEqual([]);
});
