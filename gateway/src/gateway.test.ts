import { expect, it } from "vitest";
import {
  call,
  member,
  openGateway,
  openLive,
  ready,
  signIn,
} from "./assembly/testing.ts";
import { startGateway } from "./gateway.ts";
import { testLog } from "./ops/testing-records.ts";

const GOOD = "+34900123456";
const quiet = testLog();

it("is healthy, and ready once a PBX and the database are there", async () => {
  const { origin, simulator } = await openGateway();
  expect(await (await fetch(`${origin}/health`)).json()).toEqual({
    status: "ok",
  });
  expect(await (await fetch(`${origin}/ready`)).json()).toEqual({
    status: "ready",
    database: "up",
    pbx: { main: "up" },
  });
  simulator.faults.refuseLogin();
  simulator.faults.drop();
  await expect
    .poll(async () => (await fetch(`${origin}/ready`)).status)
    .toBe(503);
  expect((await fetch(`${origin}/health`, { method: "POST" })).status).toBe(
    405,
  );
});

it("restarted, it finds people still talking and hears how they end", async () => {
  const { origin, stop, start, simulator } = await openGateway();
  const first = await openLive(origin, member(await signIn(origin), "token"));
  await call(origin, GOOD);
  await first.state("active");
  await stop();
  expect(simulator.channels()).toBeGreaterThan(0);
  const again = await start();
  await ready(again.origin);
  const token = member(await signIn(again.origin), "token");
  const later = await openLive(again.origin, token);
  const snapshot = await later.until((it) => it.type === "call_snapshot");
  expect(snapshot.data?.calls?.map((it) => it.state)).toEqual(["active"]);
  simulator.phones.hangup("alice");
  expect((await later.state("ended")).data).toMatchObject({
    outcome: "completed",
  });
});

it("restarted after a call had ended, it reads from the PBX how", async () => {
  const { origin, stop, start, simulator, db } = await openGateway();
  simulator.phones.script("alice", { does: "noanswer" });
  const live = await openLive(origin, member(await signIn(origin), "token"));
  await call(origin, GOOD);
  await live.until(
    (it) => it.data?.legs?.some((leg) => leg.state === "ringing") === true,
  );
  await stop();
  simulator.phones.hangup("alice");
  await expect.poll(() => simulator.channels()).toBe(0);
  await start();
  await expect
    .poll(async () =>
      db
        .selectFrom("calls")
        .select(["state", "outcome", "end_reason"])
        .executeTakeFirst(),
    )
    .toEqual({ state: "ended", outcome: "rejected", end_reason: "a_rejected" });
});

it("a call survives that AMI goes away and comes back", async () => {
  const { origin, simulator } = await openGateway();
  const live = await openLive(origin, member(await signIn(origin), "token"));
  await call(origin, GOOD);
  await live.state("active");
  const before = simulator.connections();
  simulator.faults.drop();
  await expect.poll(() => simulator.connections()).toBeGreaterThan(before);
  await ready(origin);
  simulator.phones.hangup("alice");
  expect((await live.state("ended")).data).toMatchObject({
    outcome: "completed",
  });
});

it("where the address is taken it says so, and keeps nothing open", async () => {
  const { origin, config } = await openGateway();
  const taken = {
    ...config,
    server: { ...config.server, listen: new URL(origin).host },
  };
  const before = process.getActiveResourcesInfo();
  await expect(startGateway(taken, quiet)).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
  const timers = (names: string[]) =>
    names.filter((name) => name === "Timeout").length;
  expect(timers(process.getActiveResourcesInfo())).toBeLessThanOrEqual(
    timers(before),
  );
});
