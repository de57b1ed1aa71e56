/** A gateway with people to ring, a program that may, and a sink for its events. */
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSimulator } from "../../gateway/src/pbx/simulator/simulator.ts";
import { openDatabase } from "../../gateway/src/store/database.ts";
import {
  addTerminal,
  addUser,
} from "../../gateway/src/terminals/local/admin.ts";
import type { Lifetime } from "../../scripts/lifetime.ts";
import { step } from "../../scripts/step.ts";
import { type RunningGateway, startGateway } from "../gateway/running.ts";
import { CALLEES, CALLERS } from "./people.ts";
import { type Sink, startSink } from "./sink.ts";

/** Short, so that nobody waits long for who does not answer. */
const DIAL_TIMEOUT_SECONDS = 5;

const SCOPES = ["calls:create", "calls:read", "calls:delete", "recordings:read"]
  .map((each) => `click-to-dial:${each}`)
  .join(",");

export type Sandbox = {
  /** e.g. `http://127.0.0.1:41234` */
  origin: string;
  id: string;
  secret: string;
  sink: Pick<Sink, "url" | "token">;
};

export async function openSandbox(
  lifetime: Pick<Lifetime, "add">,
  onEvent: (line: string) => void,
): Promise<Sandbox> {
  const simulator = await step("Simulator", openSimulator);
  lifetime.add(() => simulator.stop());
  const sink = await step("Sink for events", () => startSink(onEvent));
  lifetime.add(sink.stop);
  const recordings = await mkdtemp(join(tmpdir(), "ringback-recordings-"));
  lifetime.add(() => rm(recordings, { recursive: true, force: true }));
  const [spool, store] = [join(recordings, "spool"), join(recordings, "store")];
  await Promise.all([mkdir(spool), mkdir(store)]);
  const gateway = await step("Gateway on a SQLite file", () =>
    startGateway({
      ami: simulator.ami,
      terminals: [],
      config: {
        numbers: { region: "GB" },
        pbx: { trunkContext: "outside" },
        ctd: { dialTimeoutSeconds: DIAL_TIMEOUT_SECONDS },
        recording: { spool, store },
        delivery: {
          allow: ["127.0.0.1"],
          ports: [String(sink.port)],
          caFile: sink.caFile,
        },
      },
    }),
  );
  lifetime.add(() => gateway.dispose());
  await addCallers(gateway);
  const added: { id: string; secret: string } = JSON.parse(
    await gateway.ringback([
      ...["client", "add", "--name", "Sandbox", "--scopes", SCOPES, "--json"],
    ]),
  );
  return { origin: gateway.origin, ...added, sink };
}

/** As `ringback user add` and `terminal add` do, without a process for each. */
async function addCallers({
  databaseFile,
  domain,
}: Pick<RunningGateway, "databaseFile" | "domain">): Promise<void> {
  const db = openDatabase({ file: databaseFile, busyTimeoutMs: 5_000 });
  try {
    for (const [name, { extension, number }] of Object.entries(CALLERS)) {
      await addUser(db, name);
      await addTerminal(db, {
        ...{ user: name, aor: `${name}@${domain}`, endpoint: name },
        ...{ extension, number },
        // Nobody signs in as one of them.
        ha1: randomBytes(16).toString("hex"),
      });
    }
  } finally {
    await db.destroy();
  }
}

async function openSimulator() {
  const account = { user: "ringback", secret: randomBytes(16).toString("hex") };
  const simulator = await startSimulator({
    ...account,
    phones: Object.fromEntries(
      Object.entries(CALLERS).map(([name, { extension, does }]) => [
        name,
        { extension, ...does },
      ]),
    ),
    numbers: Object.fromEntries(
      CALLEES.map(({ number, does }) => [number, does]),
    ),
  });
  return {
    ami: { host: simulator.host, port: simulator.port, ...account },
    stop: () => simulator.stop(),
  };
}
