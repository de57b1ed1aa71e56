/** Real https listeners on loopback, with certificates of an authority of their own. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type {
  IncomingHttpHeaders,
  IncomingMessage,
  ServerResponse,
} from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import {
  type Database,
  migrateToLatest,
  openDatabase,
} from "../store/database.ts";
import { Sealer } from "../store/sealer.ts";
import {
  createDelivery,
  type Delivery,
  type DeliveryParts,
  type DeliveryRules,
} from "./delivery.ts";
import type { GuardRules } from "./guard/guard.ts";
import type { NewEvent, NewSink } from "./outbox.ts";
import type { AttemptTold } from "./port.ts";

type Identity = { cert: string; key: string };

/** Certificates for the names and addresses the tests use; made once for a file of tests. */
export type Authority = { ca: string; caFile: string; identity: Identity };

const NAMES = [
  ...["DNS:localhost", "DNS:sink.example", "DNS:sink.test", "DNS:*.sink.test"],
  ...["IP:127.0.0.1", "IP:::1"],
];

/** The folder lasts as long as the process. */
export function makeAuthority(names: readonly string[] = NAMES): Authority {
  const folder = mkdtempSync(join(tmpdir(), "ringback-authority-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const openssl = (...words: string[]) =>
    execFileSync("openssl", words, { stdio: "ignore" });
  const fresh = [
    ...["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
  ];
  openssl(
    ...["req", "-x509", ...fresh, "-days", "2", "-subj", "/CN=authority"],
    ...["-keyout", at("ca.key"), "-out", at("ca.pem")],
  );
  openssl(
    ...["req", ...fresh, "-subj", "/CN=sink"],
    ...["-keyout", at("key.pem"), "-out", at("csr.pem")],
  );
  writeFileSync(at("ext"), `subjectAltName=${names.join(",")}\n`);
  openssl(
    ...["x509", "-req", "-in", at("csr.pem"), "-CA", at("ca.pem")],
    ...["-CAkey", at("ca.key"), "-days", "2", "-extfile", at("ext")],
    ...["-out", at("cert.pem")],
  );
  const read = (name: string) => readFileSync(at(name), "utf8");
  return {
    ca: read("ca.pem"),
    caFile: at("ca.pem"),
    identity: { cert: read("cert.pem"), key: read("key.pem") },
  };
}

export type Taken = {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  at: number;
};

export type Handler = (
  taken: Taken,
  response: ServerResponse,
  request: IncomingMessage,
) => void;

export type TestSink = {
  origin: string;
  port: number;
  taken: Taken[];
  /** connections made to it so far */
  connections: () => number;
  stop: () => Promise<void>;
};

/** As `openSink`, until the test is over. */
export async function startSink(
  authority: Authority,
  handle?: Handler,
  port?: number,
): Promise<TestSink> {
  const sink = await openSink(authority, handle, port);
  onTestFinished(sink.stop);
  return sink;
}

/** Answers 204 to everything, or what `handle` says. */
export async function openSink(
  { identity }: Authority,
  handle: Handler = (_, response) => void response.writeHead(204).end(),
  port = 0,
): Promise<TestSink> {
  const taken: Taken[] = [];
  let connections = 0;
  const server = createServer(identity, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", () => undefined);
    request.on("end", () => {
      const one: Taken = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        body: Buffer.concat(chunks).toString("utf8"),
        at: Date.now(),
      };
      taken.push(one);
      handle(one, response, request);
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  server.on("tlsClientError", () => undefined);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const bound =
    typeof address === "object" && address !== null ? address.port : 0;
  let isStopped = false;
  const stop = async () => {
    if (isStopped) return;
    isStopped = true;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    origin: `https://127.0.0.1:${bound}`,
    port: bound,
    taken,
    connections: () => connections,
    stop,
  };
}

/** Every port, nothing but public addresses, short patience. */
export function guardRules(more: Partial<GuardRules> = {}): GuardRules {
  return {
    ports: ["1-65535"],
    allow: [],
    dnsServers: [],
    connectTimeoutMs: 500,
    totalTimeoutMs: 1_000,
    answerBytes: 4_096,
    idleConnectionsPerHost: 8,
    ...more,
  };
}

export const TEST_RULES: DeliveryRules = {
  ...guardRules({ allow: ["127.0.0.0/8"] }),
  concurrency: 64,
  concurrencyPerClient: 32,
  concurrencyPerHost: 8,
  concurrencyInTrouble: 2,
  retryDelaysSeconds: [2, 10, 60, 300, 1800, 7200],
  jitterPercent: 0,
  retryAfterMaxSeconds: 7200,
  dropSuperseded: false,
  leaseMs: 3_000,
  pollMs: 10,
  stopGraceMs: 1_000,
  holdSeconds: 600,
  deliveredHours: 24,
  deadDays: 30,
  tokenSlackSeconds: 30,
  tokenMaxSeconds: 3600,
  assertionSeconds: 60,
  handshakeSeconds: 3600,
  spacingMaxSeconds: 600,
  origin: "gateway.example",
};

export type Bench = Delivery & {
  db: Database;
  faults: unknown[];
  told: AttemptTold[];
  /** moves the clock forward */
  pass: (ms: number) => void;
  now: () => number;
  /** a call's sink and so many events, `<call>-1` … */
  queue: (sink: NewSink, events?: Partial<NewEvent>[]) => Promise<void>;
  /** ids by state */
  states: (callId?: string) => Promise<Record<string, string>>;
  /** all queued events are gone */
  settled: (callId?: string) => Promise<void>;
};

type BenchOptions = {
  rules?: Partial<DeliveryRules>;
  parts?: Partial<DeliveryParts>;
  /** on the database of another bench */
  beside?: Bench;
  /** not before the test says so */
  isIdle?: boolean;
};

export const sealer = new Sealer("3f".repeat(32), []);

/** Of a client that agreed on nothing with the admin. */
export const NO_WISHES = {
  signingSecrets: [],
  handshake: false,
  tokenSources: [],
};

/** Delivery on a database file of its own, with a clock that can be moved. */
export async function openBench(
  authority: Authority,
  { rules, parts, beside, isIdle = false }: BenchOptions = {},
): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), "ringback-delivery-"));
  const file = join(folder, "ringback.sqlite");
  const db = beside?.db ?? openDatabase({ file, busyTimeoutMs: 2_000 });
  await migrateToLatest(db);
  let ahead = 0;
  const faults: unknown[] = [];
  const told: AttemptTold[] = [];
  const now = () => Date.now() + ahead;
  const delivery = createDelivery(
    { ...TEST_RULES, ...rules },
    {
      db,
      sealing: sealer,
      clients: { of: async () => NO_WISHES },
      sign: async () => "assertion",
      observer: { attempted: (one) => told.push(one) },
      guard: { ca: authority.ca },
      now,
      random: () => 0.5,
      onFault: (_, fault) => faults.push(fault),
      ...parts,
    },
  );
  onTestFinished(async () => {
    await delivery.worker.stop();
    delivery.guard.close();
    if (beside === undefined) await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  });
  const rowsOf = async (callId: string | undefined) => {
    const query = db.selectFrom("deliveries").selectAll();
    return await (callId === undefined
      ? query
      : query.where("call_id", "=", callId)
    ).execute();
  };
  if (!isIdle) delivery.worker.start();
  return {
    ...{ ...delivery, db, faults, told, now },
    pass: (ms) => {
      ahead += ms;
      delivery.worker.wake();
    },
    queue: async (sink, events = [{}]) => {
      await db.transaction().execute(async (transaction) => {
        await delivery.outbox.addSink(transaction, sink);
        for (const [index, event] of events.entries()) {
          const id = `${sink.callId}-${index + 1}`;
          await delivery.outbox.enqueue(transaction, {
            id,
            callId: sink.callId,
            body: { id, data: { number: index + 1 } },
            isFinal: index === events.length - 1,
            ...event,
          });
        }
      });
      delivery.worker.wake();
    },
    states: async (callId) =>
      Object.fromEntries(
        (await rowsOf(callId)).map(({ id, state, reason }) => [
          id,
          reason === null ? state : `${state} ${reason}`,
        ]),
      ),
    settled: (callId) =>
      vi
        .waitUntil(
          async () =>
            (await rowsOf(callId)).every(({ state }) => state !== "queued"),
          { timeout: 8_000, interval: 5 },
        )
        .then(() => undefined),
  };
}
