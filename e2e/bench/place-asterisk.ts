/** From the request to the INVITE at the phone, on a real Asterisk, against clients that only originate. */
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { serialize } from "../../gateway/src/pbx/asterisk/ami/serializer.ts";
import { originateAction } from "../../gateway/src/pbx/asterisk/originate.ts";
import { type Asterisk, startAsterisk } from "../asterisk/asterisk.ts";
import { type BusyPhone, openBusyPhone } from "./busy-phone.ts";
import { click, sign } from "./clicks.ts";
import { median, print, quantile, say } from "./figures.ts";
import { startGateway } from "./gateway.ts";
import { HttpConnection } from "./http-connection.ts";
import { clickAlone, RawAmi } from "./peers/raw-ami.ts";
import { destinationOf, seedDatabase } from "./people.ts";
import type { Plan } from "./plan.ts";
import { hasNumbers, startProgram } from "./program.ts";

const ENDPOINT = "alice";
const TARGET_MS = 5;
/** Each second of a round's time is about five calls of each way, one after another. */
const CALLS_A_SECOND = 5;
/** for the channels of a busy call to be gone */
const BETWEEN_MS = 40;

type Way = (call: number) => Promise<number>;

export async function placeAsterisk(plan: Plan): Promise<void> {
  const pbx = await startAsterisk({ suite: "sid", onProgress: say });
  const [port = 0] = pbx.contacts.alice;
  const phone = await openBusyPhone(port);
  const dir = await mkdtemp(join(tmpdir(), "ringback-place-"));
  const database = join(dir, "seed.sqlite");
  await seedDatabase(database, 1, () => ENDPOINT);
  const gateway = await startGateway({ ami: pbx.ami, database });
  const http = await HttpConnection.open(gateway.origin);
  const file = `${database}.peer`;
  await copyFile(database, file);
  const peer = await startProgram("peers/koa-place.ts", { file, ami: pbx.ami });
  const { port: peerPort } = await peer.next(hasNumbers("port"));
  const whole = await HttpConnection.open(`http://127.0.0.1:${peerPort}`);
  const raw = await RawAmi.open(pbx.ami);
  try {
    const ways = waysOf(pbx, phone, { http, whole }, raw);
    report(pbx, await measure(ways, plan), plan.rounds);
  } finally {
    raw.close();
    http.close();
    whole.close();
    await peer.stop();
    await gateway.stop();
    phone.close();
    await pbx.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Each against what begins where it begins; the bare client has neither HTTP nor a digest nor a commit. */
const PEERS = {
  call: ["connecting"],
  click: ["connecting", "whole"],
} as const;

const NAMES = ["call", "click", "raw", "connecting", "whole"] as const;
type Name = (typeof NAMES)[number];

function waysOf(
  pbx: Asterisk,
  phone: BusyPhone,
  { http, whole }: Record<"http" | "whole", HttpConnection>,
  raw: RawAmi,
): Record<Name, Way> {
  const timed = async (call: number, begin: () => Promise<unknown>) => {
    const invited = phone.invited(destinationOf(call));
    const from = performance.now();
    const [at] = await Promise.all([invited, begin()]);
    return at - from;
  };
  const accepted = ({ status, body }: { status: number; body: string }) => {
    if (status !== 200) throw new Error(`/call: ${status} ${body}`);
  };
  return {
    call: async (call) => {
      const signed = await sign(http, 0, call);
      return await timed(call, async () =>
        accepted(await http.post("/call", signed)),
      );
    },
    click: (call) =>
      timed(call, async () => accepted(await click(http, 0, call))),
    raw: (call) => timed(call, () => raw.send(wireOf(call))),
    connecting: (call) => timed(call, () => clickAlone(pbx.ami, wireOf(call))),
    whole: (call) =>
      timed(call, async () => accepted(await click(whole, 0, call))),
  };
}

/** The very Originate that the gateway sends. */
function wireOf(call: number): string {
  const action = originateAction(
    {
      iden: `bench-${call}`,
      endpoint: ENDPOINT,
      extension: "100000",
      dialString: destinationOf(call),
      dialTimeoutSeconds: 30,
      maxDurationMs: 10_800_000,
      optimize: false,
    },
    2000,
  );
  return serialize(action, `bench-${call}`);
}

/** Every way in turn, call by call: what disturbs one disturbs all. */
async function measure(
  ways: Record<Name, Way>,
  { rounds, seconds }: Plan,
): Promise<Record<Name, number[]>> {
  const times: Record<Name, number[]> = {
    call: [],
    click: [],
    raw: [],
    connecting: [],
    whole: [],
  };
  let call = 0;
  const samples = rounds * seconds * CALLS_A_SECOND;
  for (let sample = -CALLS_A_SECOND; sample < samples; sample++) {
    for (const name of NAMES) {
      const ms = await ways[name](call++);
      if (sample >= 0) times[name].push(ms);
      await sleep(BETWEEN_MS);
    }
  }
  return times;
}

function report(
  pbx: Asterisk,
  times: Record<Name, number[]>,
  rounds: number,
): void {
  const p50 = (name: Name) => quantile(times[name], 0.5);
  const words: Record<Name, string> = {
    call: "gateway, from the request /call",
    click: "gateway, from the request /challenge",
    raw: "Originate on an open AMI connection",
    connecting: "a bare client that connects for each call",
    whole:
      "the whole job by Koa and asterisk-ami-client, which connects for each call",
  };
  for (const name of NAMES)
    print({
      bench: "place-asterisk",
      metric: `${words[name]}, to the INVITE at the phone, p50`,
      value: p50(name),
      unit: "ms",
      rounds,
      min: Math.min(...times[name]),
      max: quantile(times[name], 0.95),
      note: `Asterisk ${pbx.version}, ${times[name].length} calls; max is the 95th percentile`,
    });
  for (const name of ["call", "click"] as const) {
    const above = median(
      times[name].map((ms, i) => ms - (times.raw[i] ?? Number.NaN)),
    );
    print({
      bench: "place-asterisk",
      metric: `${words[name]}: above the Originate, p50 of the differences`,
      value: above,
      unit: "ms",
      rounds,
      target: `at most ${TARGET_MS} ms`,
      reached: p50(name) - p50("raw") <= TARGET_MS,
    });
    for (const peer of PEERS[name])
      print({
        bench: "place-asterisk",
        metric: `${words[name]}: against ${words[peer]}`,
        value: p50(name) / p50(peer),
        unit: "ratio",
        rounds,
        target: "below 1",
        reached: p50(name) < p50(peer),
      });
  }
}
