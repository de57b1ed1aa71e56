/** The gateway's delivery alone: a durable queue that is full, and a worker that empties it. */
import { join } from "node:path";
import { testConfig } from "../../../gateway/src/config/testing.ts";
import { createDelivery } from "../../../gateway/src/delivery/delivery.ts";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../../../gateway/src/store/database.ts";
import { Sealer } from "../../../gateway/src/store/sealer.ts";
import { argument, tell } from "../program.ts";
import { eventOf, isPosts } from "./posts.ts";

const { origins, ca, calls, eventsPerCall, silent, folder } = argument(isPosts);
const WARM_CALLS = Math.max(origins.length, calls / 5);
const CALLS_AT_ONCE = 500;

const db: Database = openDatabase({
  file: join(folder, `sender-${process.pid}.sqlite`),
  busyTimeoutMs: 5000,
});
await migrateToLatest(db);
let left = 0;
let cpuFrom = process.cpuUsage();
let done: () => void = () => {};
const faults: unknown[] = [];
const delivery = createDelivery(
  {
    ...testConfig({
      RINGBACK_DELIVERY_ALLOW: "127.0.0.1",
      RINGBACK_DELIVERY_PORTS: "1-65535",
    }).delivery,
    origin: "ringback.example.com",
    stopGraceMs: 5000,
  },
  {
    db,
    sealing: new Sealer("s".repeat(64), []),
    clients: {
      of: async () => ({
        ...{ signingSecrets: [], handshake: false, tokenSources: [] },
      }),
    },
    sign: () => Promise.reject(new Error("no token is fetched here")),
    observer: {
      attempted: ({ result }) => {
        if (result === "delivered") {
          if (--left === 0) done();
        } else if (result !== "retried" || silent.calls === 0)
          faults.push(result);
      },
    },
    guard: { ca },
    now: Date.now,
    random: Math.random,
    onFault: (_, fault) => faults.push(fault),
  },
);

async function queue(
  name: string,
  count: number,
  to: readonly string[],
  eventsPerCall: number,
): Promise<void> {
  const one = async (call: number) => {
    const callId = `${name}-${call}`;
    const url = to[call % to.length] ?? "";
    await db.transaction().execute(async (transaction) => {
      await delivery.outbox.addSink(transaction, {
        ...{ callId, clientId: "bench", url },
      });
      for (let version = 1; version <= eventsPerCall; version++)
        await delivery.outbox.enqueue(transaction, {
          id: `${callId}.${version}`,
          callId,
          body: eventOf(callId, version),
          isFinal: version === eventsPerCall,
        });
    });
  };
  for (let from = 0; from < count; from += CALLS_AT_ONCE) {
    const length = Math.min(CALLS_AT_ONCE, count - from);
    await Promise.all(Array.from({ length }, (_, i) => one(from + i)));
  }
}

/** Seconds until all is delivered. */
async function send(name: string, count: number): Promise<number> {
  await queue(name, count, origins, eventsPerCall);
  left = count * eventsPerCall;
  const all = new Promise<void>((resolve) => {
    done = resolve;
  });
  const from = performance.now();
  cpuFrom = process.cpuUsage();
  delivery.worker.start();
  await all;
  const seconds = (performance.now() - from) / 1000;
  await delivery.worker.stop();
  return seconds;
}

await queue("silent", silent.calls, [silent.origin], 1);
// Connections stand and code is warm, as in a gateway that runs.
await send("warm", WARM_CALLS);
const seconds = await send("call", calls);
const { user, system } = process.cpuUsage(cpuFrom);
tell({
  perSecond: (calls * eventsPerCall) / seconds,
  failures: faults.length,
  cpuMs: (user + system) / 1000 / (calls * eventsPerCall),
});
delivery.guard.close();
await db.destroy();
if (faults.length > 0) process.stderr.write(`${String(faults[0])}\n`);
