import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "../asterisk/child.ts";
import { freeTcpPort } from "../asterisk/loopback.ts";
import type { Unpacked } from "../debian/own-suite.ts";

/** A Kamailio on loopback that answers `htable.get` over HTTP. */
export interface Kamailio {
  readonly rpcUrl: string;
  stop(): Promise<void>;
}

const TABLE = "AsPerCompanyId";
const START_MS = 10_000;

/** Starts it with these values in its table `AsPerCompanyId`; settles when it listens. */
export async function startKamailio(
  { root, env }: Unpacked,
  values: Readonly<Record<string, string>>,
): Promise<Kamailio> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-kamailio-"));
  const port = await freeTcpPort();
  const config = join(dir, "kamailio.cfg");
  await mkdir(join(dir, "run"));
  await writeFile(config, configOf(port, values));
  const child = await startChild(
    join(root, "usr", "sbin", "kamailio"),
    [
      ...["-f", config, "-L", await modulesIn(root)],
      ...["-Y", join(dir, "run"), "-w", dir],
      // In the foreground, so that it ends with us.
      ...["-DD", "-E"],
    ],
    { env: { ...process.env, ...env } },
  );
  const stop = async () => {
    await child.stop();
    await rm(dir, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_MS;
  while (!(await listens(port))) {
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`Kamailio does not listen:\n${child.tail()}`);
    }
    await sleep(50);
  }
  return { rpcUrl: `http://127.0.0.1:${port}/RPC`, stop };
}

async function modulesIn(root: string): Promise<string> {
  const lib = join(root, "usr", "lib");
  const triplet = (await readdir(lib)).find((name) => name.endsWith("-gnu"));
  return join(lib, triplet ?? "", "kamailio", "modules");
}

function configOf(
  port: number,
  values: Readonly<Record<string, string>>,
): string {
  const rows = Object.entries(values).map(
    ([key, value]) => `  $sht(${TABLE}=>${key}) = "${value}";`,
  );
  return `#!KAMAILIO
debug=1
log_stderror=yes
children=1
tcp_children=2
tcp_accept_no_cl=yes
listen=tcp:127.0.0.1:${port}
loadmodule "pv.so"
loadmodule "sl.so"
loadmodule "xhttp.so"
loadmodule "jsonrpcs.so"
loadmodule "htable.so"
modparam("jsonrpcs", "transport", 1)
modparam("htable", "htable", "${TABLE}=>size=4;")
event_route[xhttp:request] {
  if ($hu =~ "^/RPC") jsonrpc_dispatch();
  else xhttp_reply("404", "Not Found", "text/plain", "");
}
event_route[htable:mod-init] {
${rows.join("\n")}
}
request_route { exit; }
`;
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
