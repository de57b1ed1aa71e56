/** How long a call may stay in a state, and what an Originate carries. */
import { connect, createServer } from "node:net";
import { expect, onTestFinished } from "vitest";
import { memoryDatabase } from "../../calls/testing.ts";
import { testRow } from "../../calls/testing-rows.ts";
import { CurrentConfig } from "../../config/current.ts";
import { testConfig } from "../../config/testing.ts";
import { envName } from "../../config/tree.ts";
import { testLog } from "../../ops/testing-records.ts";
import type { Move } from "../../pbx/port.ts";
import { startSimulator } from "../../pbx/simulator/simulator.ts";
import { SqlOnceStore } from "../../store/once/sql.ts";
import { createCalling } from "../calling.ts";
import { createPbxs } from "../pbxs.ts";
import { call, type Opened, openGateway, ready } from "../testing.ts";
import { type Proof, placed, seen, sleep } from "./proof.ts";

const AT = 1_800_000_000_000;
const GOOD = "+34900123456";
const throwing = (what: string, fault: unknown) => {
  throw new Error(what, { cause: fault });
};

/** How long after it came into a state a call's deadline is, as the parts that write calls are put together. */
async function deadlineIn(
  config: CurrentConfig,
  state: NonNullable<Move["state"]>,
  changes: Parameters<typeof testRow>[0],
): Promise<number> {
  const db = await memoryDatabase();
  const { writer } = createCalling(config, {
    db,
    once: new SqlOnceStore(db),
    pbxs: new Map(),
    onFault: throwing,
  });
  const row = testRow({ created_at: AT, deadline_at: AT, ...changes });
  await writer.create(row);
  await writer.exclusively(row.id, () =>
    writer.move(row.id, { at: AT, state }),
  );
  const { deadline_at } = await db
    .selectFrom("calls")
    .select("deadline_at")
    .executeTakeFirstOrThrow();
  await db.destroy();
  return (deadline_at ?? 0) - AT;
}

/** A deadline that grows by as much as its key. */
function grows(
  key: string,
  state: NonNullable<Move["state"]>,
  changes: Parameters<typeof testRow>[0] = {},
): Proof {
  const name = envName(["calls", key]);
  return {
    keys: [`calls.${key}`],
    prove: async () => {
      const config = new CurrentConfig(testConfig());
      const was = await deadlineIn(config, state, changes);
      const [[, before = 0] = []] = Object.entries(config.value.calls).filter(
        ([each]) => each === key,
      );
      const more = before + 7_000;
      const { changed } = config.replace(testConfig({ [name]: String(more) }));
      expect(changed).toEqual([`calls.${key}`]);
      expect(await deadlineIn(config, state, changes)).toBe(was + 7_000);
    },
  };
}

/** A wire between gateway and PBX that keeps what the gateway said. */
async function openTap(port: () => number) {
  let said = "";
  const server = createServer((near) => {
    const far = connect(port(), "127.0.0.1");
    near.on("data", (bytes) => {
      said += String(bytes);
    });
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
    near.on("close", () => far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return {
    port: typeof address === "object" ? (address?.port ?? 0) : 0,
    said: () => said,
  };
}

const PHONES = { alice: { extension: "101", does: "answer" } } as const;
const AMI = { user: "ringback", secret: "ami-secret-of-the-tests" };

async function contextsSaid(
  gateway: Opened,
  said: () => string,
): Promise<string[]> {
  const from = said().length;
  await placed(gateway, GOOD);
  return Array.from(
    said()
      .slice(from)
      .matchAll(/C2DCONTEXT=(\S+)/g),
    ([, context = ""]) => context,
  );
}

const context: Proof = {
  keys: ["pbx.<name>.context"],
  prove: async () => {
    let port = 0;
    const tap = await openTap(() => port);
    const simulator = await startSimulator({ ...AMI, phones: PHONES });
    onTestFinished(() => simulator.stop());
    port = simulator.port;
    const gateway = await openGateway({
      RINGBACK_PBX_MAIN_PORT: String(tap.port),
    });
    const shared = { ...gateway, simulator };
    expect(await contextsSaid(shared, tap.said)).toEqual([]);
    gateway.reload({ RINGBACK_PBX_MAIN_CONTEXT: "from-internal" });
    expect(await contextsSaid(shared, tap.said)).toEqual(["from-internal"]);
  },
};

const trunkContext: Proof = {
  keys: ["pbx.<name>.trunkContext"],
  prove: async () => {
    const simulator = await startSimulator({ ...AMI, phones: PHONES });
    onTestFinished(() => simulator.stop());
    const env = { RINGBACK_PBX_MAIN_PORT: String(simulator.port) };
    const config = new CurrentConfig(testConfig(env));
    const log = testLog();
    const main = createPbxs(config, log, throwing).pbxs.get("main");
    if (main === undefined) throw new Error("no PBX");
    main.start();
    onTestFinished(() => main.stop());
    await expect.poll(() => main.health().state).toBe("up");
    const ask = () =>
      main.availability({
        a: { kind: "endpoint", endpoint: "alice" },
        b: { kind: "outside", dialString: GOOD },
      });
    await expect(ask()).rejects.toThrow("trunkContext");
    config.replace(
      testConfig({ ...env, RINGBACK_PBX_MAIN_TRUNK_CONTEXT: "trunk" }),
    );
    // Whether the PBX has that one is another question: it is asked about now.
    await expect(
      ask().catch((fault: unknown) => String(fault)),
    ).resolves.not.toContain("set trunkContext");
  },
};

const created: Proof = seen("calls.createdDeadlineMs", {
  env: { RINGBACK_PBX_MAIN_ACTION_TIMEOUT_MS: "400" },
  change: { RINGBACK_CALLS_CREATED_DEADLINE_MS: "20000" },
  look: async ({ origin, db, simulator }) => {
    simulator.faults.silent();
    const answer = call(origin, GOOD);
    const row = () =>
      db
        .selectFrom("calls")
        .select(["state", "deadline_at", "created_at"])
        .where("state", "=", "created")
        .executeTakeFirst();
    await expect.poll(row, { interval: 5 }).toBeDefined();
    const { deadline_at, created_at } = (await row()) ?? {};
    await answer;
    const before = simulator.connections();
    simulator.faults.silent(false);
    simulator.faults.drop();
    await expect.poll(() => simulator.connections()).toBeGreaterThan(before);
    await ready(origin);
    return (deadline_at ?? 0) - (created_at ?? 0);
  },
  was: 10_000,
  is: 20_000,
});

/** A deadline that has passed is looked at: the call, of which the PBX knows nothing, is on its way out. */
const sweep = seen("calls.deadlineSweepMs", {
  env: { RINGBACK_CALLS_DEADLINE_SWEEP_MS: "60000" },
  change: { RINGBACK_CALLS_DEADLINE_SWEEP_MS: "20" },
  look: async ({ db }) => {
    const { id: terminal_id, user_id } = await db
      .selectFrom("terminals")
      .select(["id", "user_id"])
      .executeTakeFirstOrThrow();
    const gone = testRow({ terminal_id, user_id, deadline_at: 1 });
    await db
      .insertInto("calls")
      .values(gone)
      .onConflict((it) => it.doNothing())
      .execute();
    await sleep(600);
    const { state } = await db
      .selectFrom("calls")
      .select("state")
      .executeTakeFirstOrThrow();
    return state === "created" ? "not yet" : "looked at";
  },
  was: "not yet",
  is: "looked at",
});

/** A destination that dials nobody is active once it was asked about. */
const probe = seen("pbx.<name>.answeredProbeMs", {
  env: { RINGBACK_PBX_MAIN_ANSWERED_PROBE_MS: "60000" },
  simulator: {
    phones: { ...PHONES, voicemail: { extension: "199", does: "voicemail" } },
  },
  change: { RINGBACK_PBX_MAIN_ANSWERED_PROBE_MS: "100" },
  look: async ({ origin, db, simulator }) => {
    const { status } = await call(origin, "199");
    expect(status).toBe(200);
    await sleep(1_500);
    const { state } = await db
      .selectFrom("calls")
      .select("state")
      .orderBy("id", "desc")
      .executeTakeFirstOrThrow();
    simulator.phones.hangup("alice");
    await expect
      .poll(() =>
        db
          .selectFrom("calls")
          .select("id")
          .where("state", "!=", "ended")
          .executeTakeFirst(),
      )
      .toBeUndefined();
    return state;
  },
  was: "alerting_a",
  is: "active",
});

export const callsProofs: readonly Proof[] = [
  created,
  grows("originateSlackMs", "alerting_a"),
  grows("alertingASlackMs", "alerting_a"),
  grows("alertingBDeadlineMs", "alerting_b"),
  grows("alertingBSlackMs", "alerting_b", { client_id: "client" }),
  grows("connectingDeadlineMs", "connecting"),
  grows("activeSlackMs", "active"),
  grows("endingDeadlineMs", "ending"),
  sweep,
  context,
  trunkContext,
  probe,
];
