/** A real Asterisk, a gateway process with programs, real https sinks, and SIP phones inside and behind the trunk. */
import {
  type Authority,
  type Handler,
  makeAuthority,
} from "../../gateway/src/delivery/testing.ts";
import { openDatabase } from "../../gateway/src/store/database.ts";
import {
  addTerminal,
  addUser,
} from "../../gateway/src/terminals/local/admin.ts";
import { type Asterisk, startAsterisk } from "../asterisk/asterisk.ts";
import { holdUdpPort } from "../asterisk/loopback.ts";
import type { Suite } from "../asterisk/packages.ts";
import {
  type Phone,
  type PhoneOptions,
  startPhone,
} from "../asterisk/phones.ts";
import { type AmiProxy, startAmiProxy } from "../faults/ami-proxy.ts";
import {
  type GatewayOptions,
  type RunningGateway,
  startGateway,
} from "../gateway/running.ts";
import {
  type Account,
  account,
  accountsConf,
  dialplanOf,
  type Place,
} from "./accounts.ts";
import { memberOf, Program } from "./program.ts";
import { type Sink, startKeepingSink } from "./sink.ts";

/** What a phone does; it says its own name and number of itself wherever SIP lets it. */
export type Does = Omit<PhoneOptions, "port" | "sipp" | "identity">;

export interface Party extends Account {
  readonly phone: Phone;
  /** Takes the phone away; one that many share stays. */
  leave(): Promise<void>;
}

export interface Stage {
  readonly pbx: Asterisk;
  readonly gateway: RunningGateway;
  /** Between the two: AMI messages can be lost, the line cut. */
  readonly ami: AmiProxy;
  readonly authority: Authority;
  /** A program made by `ringback client add` with these options more than its name and all scopes, and signed in. */
  program(options?: readonly string[]): Promise<Program>;
  /** A phone of the house; each call gives another one. Default: it answers. */
  inside(does?: Does): Promise<Party>;
  /** A phone behind the trunk. */
  outside(does?: Does): Promise<Party>;
  /** Of the house, and nobody has a phone there. */
  readonly absent: Account;
  /** A phone at one of these places. */
  party(place: Place, does?: Does): Promise<Party>;
  sink(handle?: Handler, port?: number): Promise<Sink>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** Whose Asterisk; default `sid`, the newest. */
  readonly suite?: Suite;
  /** Accounts of each place; default 12. */
  readonly accounts?: number;
  /** All accounts of a place ring one and the same phone. */
  readonly isCrowd?: boolean;
  /** Sections of the gateway's configuration over those made here. */
  readonly config?: GatewayOptions["config"];
  /** Command that starts the gateway; default: the sources. */
  readonly command?: readonly string[];
}

const ANSWERS: Does = { kind: "answers" };
const BASE = "/click-to-dial/v0.2rc1";

/** Retries and looks at the clock in tenths of seconds. */
export function configOf(
  authority: Authority,
  { config = {} }: Pick<StageOptions, "config"> = {},
): NonNullable<GatewayOptions["config"]> {
  return {
    ...config,
    pbx: {
      trunkContext: "carrier",
      backoffMinMs: 20,
      backoffMaxMs: 200,
      ...config.pbx,
    },
    calls: { deadlineSweepMs: 50, ...config.calls },
    ctd: { dialTimeoutSeconds: 10, ...config.ctd },
    dialing: { originatesPerMinutePerWorkspace: 10_000, ...config.dialing },
    delivery: {
      allow: ["127.0.0.1"],
      ports: ["1-65535"],
      caFile: authority.caFile,
      pollMs: 50,
      leaseMs: 1_000,
      ...config.delivery,
    },
  };
}

/** Rejects as `startAsterisk` and `startGateway` do. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const authority = makeAuthority();
  const accounts = await makeAccounts(options);
  const all = Object.values(accounts).flat();
  const absent = account("inside", 0, 0);
  const { suite = "sid" } = options;
  const pbx = await startAsterisk({
    suite,
    extraAccounts: accountsConf([absent, ...all], suite),
    extraExtensions: dialplanOf(all),
  });
  // With it Asterisk sends voice past itself where it may.
  await pbx.cli("module load bridge_native_rtp.so");
  const ami = await startAmiProxy(pbx.ami.port);
  const gateway = await startGateway({
    ami: { ...pbx.ami, port: ami.port },
    terminals: [],
    config: configOf(authority, options),
    ...(options.command !== undefined && { command: options.command }),
  });
  await addTerminals(gateway, [absent, ...accounts.inside]);

  const open = new Set<{ stop(): Promise<void> }>();
  const next = { inside: 0, outside: 0, hasty: 0 };
  const phones = new Map<number, Promise<Phone>>();
  const start = async ({ name, number, port }: Account, does: Does) => {
    const identity = `"${name}" <sip:${number}@127.0.0.1>`;
    const phone = await startPhone({ ...does, port, identity, sipp: pbx.sipp });
    open.add(phone);
    return phone;
  };
  const party = async (place: Place, does = ANSWERS): Promise<Party> => {
    const found = accounts[place][next[place]++];
    if (found === undefined) throw new Error(`no ${place} account is left`);
    await found.release();
    const started = phones.get(found.port) ?? start(found, does);
    phones.set(found.port, started);
    const phone = await started;
    const leave = async () => {
      if (options.isCrowd === true || !open.delete(phone)) return;
      await phone.stop();
    };
    return { ...found, phone, leave };
  };

  return {
    pbx,
    gateway,
    ami,
    authority,
    absent,
    party,
    inside: (does) => party("inside", does),
    outside: (does) => party("outside", does),
    program: (more) => addProgram(gateway, more),
    async sink(handle, port) {
      const sink = await startKeepingSink(authority, handle, port);
      open.add(sink);
      return sink;
    },
    async close() {
      await gateway.dispose();
      await Promise.all(Array.from(open, (each) => each.stop()));
      await Promise.all(all.map((each) => each.release()));
      await ami.stop();
      await pbx.stop();
    },
  };
}

let programs = 1;

/** A program made by `ringback client add`, and signed in. */
export async function addProgram(
  gateway: RunningGateway,
  more: readonly string[] = [],
): Promise<Program> {
  const made = await gateway.ringback([
    ...["client", "add", "--name", `program ${programs++}`, "--json"],
    ...["--scopes", "all", "--calls-per-minute", "6000"],
    ...["--calls-at-once", "1000", ...more],
  ]);
  const body: unknown = JSON.parse(made);
  const [id, secret] = [memberOf(body, "id"), memberOf(body, "secret")];
  const program = new Program(gateway.origin, BASE, id, secret);
  await program.signIn();
  return program;
}

/** Their ports are held until their phones start. */
async function makeAccounts({ accounts = 12, isCrowd = false }: StageOptions) {
  const make = async (place: Place) => {
    const shared = isCrowd ? await holdUdpPort() : undefined;
    const numbers = Array.from({ length: accounts }, (_, index) => index + 1);
    return await Promise.all(
      numbers.map(async (n) => {
        const { port, release } = shared ?? (await holdUdpPort());
        return { ...account(place, n, port), release };
      }),
    );
  };
  return {
    inside: await make("inside"),
    outside: await make("outside"),
    hasty: await make("hasty"),
  };
}

/** As the command line does, without a process for each. */
export async function addTerminals(
  { databaseFile, domain }: RunningGateway,
  accounts: readonly Account[],
): Promise<void> {
  const db = openDatabase({ file: databaseFile, busyTimeoutMs: 5_000 });
  for (const { endpoint, extension = "", number } of accounts) {
    await addUser(db, endpoint);
    await addTerminal(db, {
      user: endpoint,
      aor: `${endpoint}@${domain}`,
      ...{ endpoint, extension, number },
      // Nobody signs in by hand here.
      ha1: "0".repeat(32),
    });
  }
  await db.destroy();
}
