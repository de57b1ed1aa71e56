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
import { makeKeyPair } from "./key-pair.ts";
import { CALLEES, CALLERS, MASK } from "./people.ts";
import { type Sink, startSink } from "./sink.ts";
import { startTokenServer, type TokenServer } from "./token-server.ts";

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
  /** a program that signs in with a key */
  signer: { id: string; keyFile: string };
  /** where the gateway may fetch tokens for the sink, and as whom */
  tokens: Pick<TokenServer, "uri" | "clientId">;
};

export async function openSandbox(
  lifetime: Pick<Lifetime, "add">,
  onEvent: (line: string) => void,
): Promise<Sandbox> {
  const simulator = await step("Simulator", openSimulator);
  lifetime.add(() => simulator.stop());
  const sink = await step("Sink for events", () => startSink(onEvent));
  lifetime.add(sink.stop);
  let origin = "";
  const tokens = await step("Token server for the sink", () =>
    startTokenServer({ ...sink, gateway: () => origin }),
  );
  lifetime.add(tokens.stop);
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
          ports: [sink.port, tokens.port].map(String),
          caFile: sink.caFile,
        },
      },
    }),
  );
  lifetime.add(() => gateway.dispose());
  ({ origin } = gateway);
  await addCallers(gateway);
  const added: { id: string; secret: string } = JSON.parse(
    await gateway.ringback([
      ...["client", "add", "--name", "Sandbox", "--scopes", SCOPES, "--json"],
      ...["--token-uri", `${tokens.clientId}@${tokens.uri}`],
    ]),
  );
  const signer = await addSigner(gateway, lifetime);
  return { origin, ...added, sink, signer, tokens };
}

/** A program without a secret, whose calls show this number instead of the parties'. */
async function addSigner(
  { ringback }: Pick<RunningGateway, "ringback">,
  lifetime: Pick<Lifetime, "add">,
): Promise<Sandbox["signer"]> {
  const { keyFile, jwksFile, stop } = await makeKeyPair();
  lifetime.add(stop);
  const added: { id: string } = JSON.parse(
    await ringback([
      ...["client", "add", "--name", "Signer", "--scopes", SCOPES, "--json"],
      ...["--jwks", jwksFile, "--mask", MASK],
    ]),
  );
  return { id: added.id, keyFile };
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
