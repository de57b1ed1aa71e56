import { expect, onTestFinished, test } from "vitest";
import { call, member, openGateway } from "../assembly/testing.ts";
import { leastEnvironment } from "../config/testing.ts";
import { run } from "./run.ts";

async function why(file: string, words: readonly string[]) {
  let out = "";
  let err = "";
  const code = await run(["why", ...words], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: () => Promise.resolve(""),
    env: { ...leastEnvironment, RINGBACK_DATABASE_FILE: file },
  });
  return { code, out, err };
}

/** A call that is over: alice's phone declined it. */
async function overCall() {
  const { origin, db, config, stop } = await openGateway(
    {},
    { phones: { alice: { extension: "101", does: "busy", afterMs: 10 } } },
  );
  onTestFinished(stop);
  const iden = member(await call(origin, "+34912345678"), "iden");
  const ended = async () =>
    await db
      .selectFrom("calls")
      .selectAll()
      .where("state", "=", "ended")
      .executeTakeFirst();
  await expect.poll(ended, { timeout: 4_000 }).toBeDefined();
  const row = await ended();
  return { iden, id: row?.id ?? "", db, file: config.database.file };
}

test("the whole story, by iden or id, for people and for programs", async () => {
  const { iden, id, file } = await overCall();
  const people = await why(file, [iden]);
  expect([people.code, people.err]).toEqual([0, ""]);
  expect(people.out).toContain(`Call ${id}, iden ${iden}, 20`);
  expect(people.out).toContain(
    "alice by click2call: endpoint alice on PBX main, then +34912345678; rings ",
  );
  for (const line of [
    "A call to +34912345678 was ordered.",
    "The telephone system took the call and is calling your phone.",
    "Your phone is busy or you declined the call.",
  ])
    expect(people.out).toMatch(
      new RegExp(
        `\n\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ${line.replaceAll(/[+.]/g, "\\$&")}\n`,
      ),
    );
  expect(people.out).toContain("Outcome busy, reason a_busy, ended by caller");
  const program = await why(file, [id.toUpperCase(), "--json"]);
  expect(JSON.parse(program.out)).toMatchObject({
    callId: id,
    iden,
    user: "alice",
    outcome: "busy",
    story: expect.arrayContaining([
      {
        at: expect.stringMatching(/^20.*Z$/),
        text: "Your phone is busy or you declined the call.",
      },
    ]),
  });
});

test("what was found out late says so, and a user who is gone is no hindrance", async () => {
  const { iden, file, db } = await overCall();
  await db
    .updateTable("call_events")
    .set(({ eb }) => ({ recorded_at: eb("recorded_at", "+", 60_000) }))
    .where("type", "=", "ended")
    .execute();
  await db.deleteFrom("users").execute();
  const { out } = await why(file, [iden]);
  expect(out).toMatch(
    /declined the call\. \(learnt at \d\d:\d\d:\d\d\.\d{3}\)\n/,
  );
  expect(out).toContain("a user who is gone by click2call");
});

test("a call nobody knows", async () => {
  const { file } = await overCall();
  const { code, err } = await why(file, ["nothing"]);
  expect(code).toBe(1);
  expect(err).toContain("there is no call with the iden or id nothing");
});
