/** A gateway process, a network that can fail, and a PBX behind it. */
import { createHash } from "node:crypto";
import { ha1 } from "@ringback/shared/digest.ts";
import { vi } from "vitest";
import {
  type Simulator,
  startSimulator,
} from "../../gateway/src/pbx/simulator/simulator.ts";
import { openDatabase } from "../../gateway/src/store/database.ts";
import {
  addTerminal,
  addUser,
} from "../../gateway/src/terminals/local/admin.ts";
import { Client, type Live } from "../gateway/client.ts";
import {
  type GatewayOptions,
  type RunningGateway,
  startGateway,
} from "../gateway/running.ts";
import { Records } from "../proof/records.ts";
import { type AmiProxy, startAmiProxy } from "./ami-proxy.ts";

export type World = {
  proxy: AmiProxy;
  gateway: RunningGateway;
  records: Records;
  /** A client of the user, without a live channel. */
  client(name: string): Client;
  /** The user's client; its live channel is open, and reopened by `reopen`. */
  user(name: string): Promise<User>;
  /** Opens every live channel again, as clients do after a restart. */
  reopen(): Promise<void>;
  close(): Promise<void>;
  /** Fails where a live channel told a sequence number twice, or one out of order. */
  checkSequences(): void;
};

type User = { client: Client; lives: Live[] };

const PASSWORD = "of these tests";
const AMI = { user: "ringback", secret: "secret-of-this-test" };

/** Deadlines and patience in tenths of seconds, so that a long fault is short. */
const QUICK = {
  pbx: {
    actionTimeoutMs: 1_500,
    pingIntervalMs: 500,
    pingTimeoutMs: 300,
    backoffMinMs: 20,
    backoffMaxMs: 100,
    answeredProbeMs: 300,
  },
  calls: {
    createdDeadlineMs: 600,
    originateSlackMs: 200,
    alertingASlackMs: 200,
    alertingBDeadlineMs: 1_000,
    connectingDeadlineMs: 300,
    activeSlackMs: 300,
    endingDeadlineMs: 300,
    deadlineSweepMs: 50,
  },
  click2call: { dialTimeoutSeconds: 2 },
  database: { busyTimeoutMs: 100 },
  dialing: {
    originatesPerMinutePerUser: 1_000,
    originatesPerMinutePerWorkspace: 10_000,
  },
} satisfies GatewayOptions["config"];

/** Config sections over the quick ones. */
export type Changes = { [Section in keyof typeof QUICK]?: object };

export async function openWorld(
  ami: { port: number; user: string; secret: string },
  terminals: GatewayOptions["terminals"],
  changes: Changes = {},
  command?: GatewayOptions["command"],
): Promise<World> {
  const proxy = await startAmiProxy(ami.port);
  const gateway = await startGateway({
    ami: { ...ami, host: "127.0.0.1", port: proxy.port },
    terminals: [],
    ...(command !== undefined && { command }),
    config: {
      ...QUICK,
      pbx: { ...QUICK.pbx, ...changes.pbx },
      calls: { ...QUICK.calls, ...changes.calls },
      click2call: { ...QUICK.click2call, ...changes.click2call },
      database: { ...QUICK.database, ...changes.database },
    },
  });
  await addTerminals(gateway, terminals);
  const records = new Records(gateway.databaseFile);
  const users = new Map<string, User>();
  const clientOf = (name: string) =>
    new Client(gateway.origin, `${name}@${gateway.domain}`, PASSWORD);
  const open = async (name: string): Promise<User> => {
    const client = clientOf(name);
    return { client, lives: [await client.live()] };
  };
  return {
    proxy,
    gateway,
    records,
    client: clientOf,
    async user(name) {
      const known = users.get(name) ?? (await open(name));
      users.set(name, known);
      return known;
    },
    async close() {
      for (const { lives } of users.values())
        for (const live of lives) live.close();
      records.close();
      await gateway.dispose();
      await proxy.stop();
    },
    async reopen() {
      for (const user of users.values())
        user.lives.push(await user.client.live());
    },
    checkSequences() {
      for (const { lives } of users.values()) checkSequence(lives);
    },
  };
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

/** As the command line does, without a process for each. */
async function addTerminals(
  { databaseFile, domain }: RunningGateway,
  terminals: GatewayOptions["terminals"],
): Promise<void> {
  const db = openDatabase({ file: databaseFile, busyTimeoutMs: 5_000 });
  for (const { name, extension } of terminals) {
    await addUser(db, name);
    await addTerminal(db, {
      user: name,
      aor: `${name}@${domain}`,
      endpoint: name,
      extension,
      ha1: ha1(md5, name, domain, PASSWORD),
    });
  }
  await db.destroy();
}

/** A simulated PBX with `a1…` (1001…) who call `b1…` (2001…), one pair for each state of a call. */
export async function openSimulatedWorld(
  pairs: number,
  changes: Changes = {},
  command?: GatewayOptions["command"],
): Promise<World & { simulator: Simulator }> {
  const numbers = Array.from({ length: pairs }, (_, i) => i + 1);
  const simulator = await startSimulator({
    ...AMI,
    phones: Object.fromEntries(
      numbers.flatMap((n) => [
        [`a${n}`, { extension: `${1000 + n}`, does: "noanswer" }],
        [`b${n}`, { extension: `${2000 + n}`, does: "noanswer" }],
      ]),
    ),
  });
  const terminals = numbers.map((n) => ({
    name: `a${n}`,
    extension: `${1000 + n}`,
  }));
  const ami = { ...AMI, port: simulator.port };
  const world = await openWorld(ami, terminals, changes, command);
  return {
    ...world,
    simulator,
    async close() {
      await world.close();
      await simulator.stop();
    },
  };
}

export async function until(
  condition: () => boolean,
  what: () => string,
  timeout = 15_000,
): Promise<void> {
  await vi.waitUntil(condition, { timeout, interval: 20 }).catch(() => {
    throw new Error(`not in ${timeout} ms: ${what()}`);
  });
}

function checkSequence(lives: readonly Live[]): void {
  const told = lives.flatMap((live) =>
    live.frames.flatMap((frame) =>
      frame.type === "call_updated" ? [frame.seq] : [],
    ),
  );
  const ordered = [...new Set(told)].sort((one, other) => one - other);
  if (JSON.stringify(told) !== JSON.stringify(ordered))
    throw new Error(`sequence numbers repeated or out of order: ${told}`);
}
