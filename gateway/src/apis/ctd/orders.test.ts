/** An order that is repeated under its `Idempotency-Key`, on a database in a file: readers see there only what is committed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { pbxFault, type TestPbx } from "../../calls/testing-pbx.ts";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../../store/database.ts";
import { ALICE, ORDER, OUTSIDE, openCtd } from "./testing.ts";
import { isCall, isErrorInfo } from "./testing-schema.ts";

const SINK = { sink: "https://a.example/x" };

async function inFile(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), "ringback-"));
  const file = join(folder, "ringback.sqlite");
  const db = openDatabase({ file, busyTimeoutMs: 100 });
  onTestFinished(async () => {
    await db.destroy();
    rmSync(folder, { recursive: true });
  });
  await migrateToLatest(db);
  return db;
}

async function open() {
  const db = await inFile();
  const door = await openCtd(undefined, undefined, { db });
  const order = async (key: string, body: unknown = ORDER) => {
    const headers = { "idempotency-key": key };
    const response = await door.ask("POST", "/calls", { body, headers });
    const told: unknown = await response.json();
    if (isCall(told)) return told.callId;
    if (isErrorInfo(told)) return `${told.status} ${told.message}`;
    throw new Error("neither Call nor ErrorInfo");
  };
  const credential = (expires: number) => ({
    ...SINK,
    sinkCredential: {
      credentialType: "ACCESSTOKEN",
      accessToken: "secret",
      accessTokenExpiresUtc: new Date(expires).toISOString(),
      accessTokenType: "bearer",
    },
  });
  return { ...door, order, credential };
}

/** Nobody's availability is told before so many have asked: then all are written in one commit. */
async function atOnce(pbx: TestPbx, many: number): Promise<number> {
  const all = Promise.withResolvers<void>();
  let asked = 0;
  pbx.availability = async () => {
    asked += 1;
    if (asked === many) all.resolve();
    await all.promise;
    return pbx.available;
  };
  await all.promise;
  return asked;
}

it("ten times six at once: each gets the one call", async () => {
  const { order, calls, settled, pbx } = await open();
  for (let round = 1; round <= 10; round += 1) {
    const together = atOnce(pbx, 6);
    const ids = await Promise.all(
      Array.from({ length: 6 }, () => order(`order-${round}`)),
    );
    expect(await together).toBe(6);
    expect(new Set(ids).size).toBe(1);
    await settled();
    expect(pbx.originates).toHaveLength(round);
    await calls.end(ids[0] ?? "");
    await settled();
  }
});

it("at once with another request under the same key: one call, and the other is told", async () => {
  const { order } = await open();
  const other = { ...ORDER, callee: { number: OUTSIDE } };
  const told = await Promise.all([order("order"), order("order", other)]);
  expect(told.filter((each) => each.startsWith("409 "))).toEqual([
    "409 this Idempotency-Key was used for another request",
  ]);
});

it("gets its call when its token is over and the PBX away", async () => {
  const { order, credential, clock, pbx } = await open();
  const body = { ...ORDER, ...credential(clock.now + 1_000) };
  const first = await order("order", body);
  clock.now += 1_001;
  pbx.fault = pbxFault("down");
  expect(await order("order", body)).toBe(first);
  expect(await order("another", body)).toContain("400 sinkCredential.access");
});

it("is the same in whatever order its members come", async () => {
  const { order, credential, clock } = await open();
  const { sink, sinkCredential } = credential(clock.now + 60_000);
  const { caller, callee } = ORDER;
  const first = await order("order", { caller, callee, sink, sinkCredential });
  const turned = Object.fromEntries(Object.entries(sinkCredential).reverse());
  const again = { sinkCredential: turned, sink, callee, caller };
  expect(await order("order", again)).toBe(first);
  const swapped = { ...again, callee: caller, caller: callee };
  expect(await order("order", swapped)).toContain("409 this Idempotency-Key");
});

it("is another where it says what the first left out, though it means the same", async () => {
  const { order } = await open();
  await order("order");
  const said = { ...ORDER, recordingEnabled: false };
  expect(await order("order", said)).toContain("409 this Idempotency-Key");
});

it("with what is wrong in itself is told that before its key is looked at", async () => {
  const { order } = await open();
  await order("order");
  const twice = { caller: { number: ALICE }, callee: { number: ALICE } };
  expect(await order("order", twice)).toContain("422 caller and callee");
  expect(await order("order", { ...ORDER, sink: "http://a" })).toContain("400");
  const abroad = { ...ORDER, callee: { number: "+442071838750" } };
  expect(await order("order", abroad)).toContain("422 the callee cannot");
});
