import { expect, onTestFinished, test } from "vitest";
import { createSealer } from "../assembly/sealer.ts";
import { testConfig } from "../config/testing.ts";
import { Outbox } from "../delivery/outbox.ts";
import { openDatabase } from "../store/database.ts";
import { type Bench, bench } from "./testing.ts";

const TOKEN = "token-of-the-sink";

function opened(): Bench {
  const made = bench();
  onTestFinished(() => made.remove());
  return made;
}

/** One call with a dead letter whose token is wiped, one that waits. */
async function used(): Promise<Bench> {
  const made = opened();
  expect((await made.ringback(["migrate"])).code).toBe(0);
  const db = openDatabase({
    ...{ file: `${made.folder}/ringback.sqlite`, busyTimeoutMs: 1_000 },
  });
  const outbox = new Outbox({
    ...{ sealing: createSealer(testConfig()), holdMs: 1, now: Date.now },
  });
  await db.transaction().execute(async (transaction) => {
    for (const callId of ["call-a", "call-b"]) {
      await outbox.addSink(transaction, {
        callId,
        clientId: "crm",
        url: "https://sink.example/in?key=hidden",
        ...(callId === "call-a" && {
          credential: { kind: "access_token", token: TOKEN, expiresAt: 9e15 },
        }),
      });
      const event = { callId, body: { id: `${callId}-1` }, isFinal: true };
      await outbox.enqueue(transaction, { id: `${callId}-1`, ...event });
    }
    await transaction
      .updateTable("deliveries")
      .set({ state: "dead", reason: "exhausted", settled_at: 5 })
      .where("call_id", "=", "call-a")
      .execute();
    await transaction
      .updateTable("sinks")
      .set({ state: "closed", credential: null, due_at: null })
      .where("call_id", "=", "call-a")
      .execute();
    await transaction
      .insertInto("delivery_attempts")
      .values({
        ...{ delivery_seq: 1, at: 0, duration_ms: 12, status: null },
        ...{ error: "E_TIMEOUT", retry_at: null },
      })
      .execute();
  });
  await db.destroy();
  return made;
}

test("list and show, for people and for programs, without what may be secret", async () => {
  const { ringback } = await used();
  const list = await ringback(["deliveries", "list"]);
  expect([list.code, list.err]).toEqual([0, ""]);
  expect(list.out).toMatch(
    /call-b-1 +call-b +crm +queued[\s\S]*call-a-1 +call-a +crm +dead +exhausted/,
  );
  const dead = await ringback(["deliveries", "list", "--dead", "--json"]);
  expect(JSON.parse(dead.out)).toMatchObject([
    { id: "call-a-1", sink: "https://sink.example/in" },
  ]);
  const one = await ringback([
    "deliveries",
    "list",
    "--call",
    "call-b",
    "--json",
  ]);
  expect(JSON.parse(one.out)).toHaveLength(1);
  const show = await ringback(["deliveries", "show", "call-a-1"]);
  expect(show.out).toContain("dead: exhausted");
  expect(show.out).toContain("no answer E_TIMEOUT, 12 ms");
  const data = await ringback(["deliveries", "show", "call-a-1", "--json"]);
  expect(JSON.parse(data.out)).toMatchObject({
    attempts: [{ at: "1970-01-01T00:00:00.000Z", error: "E_TIMEOUT" }],
  });
  for (const { out } of [list, dead, one, show, data])
    expect(out).not.toMatch(/hidden|token-of-the-sink/);
});

test("replay: one or all, a wiped token only with a fresh one", async () => {
  const { ringback } = await used();
  const without = await ringback(["deliveries", "replay", "call-a-1"]);
  expect([without.code, without.out]).toEqual([
    1,
    expect.stringContaining("--token-stdin"),
  ]);
  const replay = [
    ...["deliveries", "replay", "--dead", "--token-stdin", "--json"],
    ...["--client", "crm"],
  ];
  const all = await ringback(replay, { stdin: "fresh-token\n" });
  expect(JSON.parse(all.out)).toEqual([{ id: "call-a-1", result: "queued" }]);
  const waits = await ringback(["deliveries", "replay", "call-b-1"]);
  expect([waits.code, waits.out]).toEqual([
    1,
    "call-b-1: waits to be sent anyway\n",
  ]);
  const none = await ringback(["deliveries", "replay", "--dead"]);
  expect([none.code, none.out]).toEqual([0, "There are no dead letters.\n"]);
});

test("replay: a fresh token is one that a header carries", async () => {
  const { ringback } = await used();
  const replay = ["deliveries", "replay", "call-a-1", "--token-stdin"];
  for (const stdin of ["tök€n", "a\r\nX: 1", "two words", "x".repeat(4097), ""])
    expect((await ringback(replay, { stdin })).code).toBe(2);
  expect((await ringback(replay, { stdin: "id:a|b=c\n" })).code).toBe(0);
});

test("a program is shown by its name, and can be asked for by it", async () => {
  const { ringback, folder } = await used();
  const words = ["client", "add", "--name", "Shop", "--scopes", "all"];
  const added = await ringback([...words, "--json"]);
  const { id } = JSON.parse(added.out);
  const db = openDatabase({
    ...{ file: `${folder}/ringback.sqlite`, busyTimeoutMs: 1_000 },
  });
  await db
    .updateTable("sinks")
    .set({ client_id: id })
    .where("call_id", "=", "call-b")
    .execute();
  await db.destroy();
  const list = await ringback(["deliveries", "list"]);
  expect(list.out).toMatch(/^ID +CALLID +CLIENT +STATE/);
  expect(list.out).toMatch(/call-b +Shop +queued[\s\S]*call-a +crm +dead/);
  const show = await ringback(["deliveries", "show", "call-b-1"]);
  expect(show.out).toContain(`for client Shop (${id}) at`);
  const gone = await ringback(["deliveries", "show", "call-a-1"]);
  expect(gone.out).toContain("for client crm at");
  for (const [client, ids] of [
    ...([
      ["Shop", ["call-b-1"]],
      [id, ["call-b-1"]],
    ] as const),
    ...([
      ["crm", ["call-a-1"]],
      ["none", []],
    ] as const),
  ]) {
    const words = ["deliveries", "list", "--client", client, "--json"];
    const found: { id: string }[] = JSON.parse((await ringback(words)).out);
    expect(found.map((each) => each.id)).toEqual(ids);
  }
  const dead = ["deliveries", "replay", "--dead"];
  for (const which of [
    ["--client", "Shop"],
    ["--call", "call-b"],
  ])
    expect((await ringback([...dead, ...which])).out).toBe(
      "There are no dead letters.\n",
    );
});

test("replay: a token is nobody else's, and is refused where the sink was ordered without", async () => {
  const { ringback, folder } = await used();
  const db = openDatabase({
    ...{ file: `${folder}/ringback.sqlite`, busyTimeoutMs: 1_000 },
  });
  await db
    .updateTable("deliveries")
    .set({ state: "dead", reason: "gone", settled_at: 6 })
    .execute();
  await db.destroy();
  const stdin = "fresh-token";
  const words = ["deliveries", "replay", "--token-stdin"];
  const all = await ringback([...words, "--dead"], { stdin });
  expect([all.code, all.out]).toEqual([2, ""]);
  expect(all.err).toContain("say with --client or --call");
  const one = await ringback([...words, "call-b-1"], { stdin });
  expect([one.code, one.out]).toEqual([
    1,
    expect.stringContaining("nothing was changed, leave out --token-stdin"),
  ]);
  const dead = ["deliveries", "list", "--dead", "--json"];
  expect(JSON.parse((await ringback(dead)).out)).toHaveLength(2);
  const call = ["--dead", "--call", "call-a", "--json"];
  const told = await ringback([...words, ...call], { stdin });
  expect(JSON.parse(told.out)).toEqual([{ id: "call-a-1", result: "queued" }]);
});

test.each([
  [["replay"], 2],
  [["replay", "x", "--dead"], 2],
  [["replay", "x", "--client", "crm"], 2],
  [["replay", "x", "--call", "one"], 2],
  [["replay", "--dead", "--token-stdin"], 2],
  [["replay", "x"], 1],
  [["replay", "x", "--token-stdin"], 2],
  [["show", "x"], 1],
  [["show"], 2],
  [["list", "--limit", "0"], 2],
  [["list", "--limit", "x"], 2],
])("deliveries %j: exit code %i", async (words, code) => {
  const { ringback } = opened();
  expect((await ringback(["deliveries", ...words])).code).toBe(code);
});
