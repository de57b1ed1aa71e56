import { expect, it } from "vitest";
import {
  call,
  member,
  openGateway,
  openLive,
  ready,
  signIn,
} from "../assembly/testing.ts";
import { leastEnvironment } from "../config/testing.ts";
import { run } from "./run.ts";

const GOOD = "+34900123456";
const REASON = "Carrier bill under review";

async function open() {
  const house = await openGateway();
  const said: string[] = [];
  const ringback = (...words: string[]) =>
    run(words, {
      out: (text) => said.push(text),
      err: (text) => said.push(text),
      stdin: async () => "",
      env: {
        ...leastEnvironment,
        RINGBACK_DATABASE_FILE: house.config.database.file,
        SUDO_USER: "maria",
      },
    });
  const readiness = async (origin = house.origin) => {
    const answer = await fetch(`${origin}/ready`);
    return [answer.status, await answer.json()];
  };
  return { ...house, ringback, readiness, said };
}

it("a running gateway dials nothing more at once, a restarted one neither, until it is resumed", {
  timeout: 20_000,
}, async () => {
  const { origin, db, ringback, readiness, start, stop, said } = await open();
  expect(await ringback("pause", "--reason", REASON)).toBe(0);
  const refused = await call(origin, GOOD);
  expect([refused.status, refused.body]).toEqual([
    502,
    { error: `calls are paused: ${REASON}` },
  ]);
  // The phone test rings a phone too.
  expect((await call(origin, "101")).status).toBe(502);
  expect(await readiness()).toMatchObject([200, { status: "paused" }]);
  await stop();
  const again = await start();
  await ready(again.origin);
  expect((await call(again.origin, GOOD)).status).toBe(502);
  expect(await db.selectFrom("calls").selectAll().execute()).toEqual([]);
  expect(await ringback("resume")).toBe(0);
  expect((await call(again.origin, GOOD)).status).toBe(200);
  expect(await readiness(again.origin)).toMatchObject([
    200,
    { status: "ready" },
  ]);
  await ringback("resume");
  expect(said.at(-1)).toBe("It was not paused.\n");
});

it("calls that are up go on, and can be hung up", async () => {
  const { origin, ringback, simulator } = await open();
  const live = await openLive(origin, member(await signIn(origin), "token"));
  await call(origin, GOOD);
  const { data } = await live.state("active");
  await ringback("pause");
  expect((await call(origin, GOOD)).body).toEqual({
    error: "calls are paused",
  });
  expect(simulator.channels()).toBeGreaterThan(0);
  live.tell({ type: "call.end", payload: { callId: data?.callId } });
  expect((await live.state("ended")).data).toMatchObject({ endedBy: "user" });
});

it("the log says who paused and why, once, and that it is over", async () => {
  const { ringback, lines } = await open();
  const paused = () => lines.filter((line) => line.includes("are paused"));
  await ringback("pause", "--reason", "first");
  await expect.poll(() => paused().length, { timeout: 3000 }).toBe(1);
  await ringback("pause", "--reason", "second");
  await expect.poll(() => paused().length, { timeout: 3000 }).toBe(2);
  expect(JSON.parse(paused()[1] ?? "")).toMatchObject({
    level: "warn",
    paused: { by: expect.stringMatching(/^maria@/), reason: "second" },
  });
  await ringback("resume");
  await expect
    .poll(() => lines.join(""), { timeout: 3000 })
    .toContain("calls are placed again");
});

it("a reason is one short line", async () => {
  const { ringback, db } = await open();
  for (const reason of ["", "a\nb", "x".repeat(201)])
    expect(await ringback("pause", "--reason", reason)).toBe(2);
  expect(await db.selectFrom("pause").selectAll().execute()).toEqual([]);
});
