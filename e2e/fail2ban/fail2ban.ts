import { existsSync } from "node:fs";
import {
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "../asterisk/child.ts";
import { CommandFailed } from "../asterisk/command.ts";
import { ownSuitePackage } from "../debian/own-suite.ts";

/** Where a fail2ban is, with Debian's own configuration. */
export type Installed = {
  server: string;
  config: string;
  env: Readonly<Record<string, string>>;
};

/** A ban as the action was told of it. */
type Ban = { jail: string; address: string; ports: string };

/** A fail2ban of its own that touches nothing of the machine's: its only action is to write a line. */
export type Fail2ban = {
  bans(): Promise<Ban[]>;
  /** What it said so far, for error messages. */
  tail(): string;
  stop(): Promise<void>;
};

const PYTHON = "/usr/bin/python3";
const SYSTEM = { server: "/usr/bin/fail2ban-server", config: "/etc/fail2ban" };
const SHIPPED = new URL("../../gateway/packaging/fail2ban/", import.meta.url)
  .pathname;
const START_MS = 15_000;

/** The machine's fail2ban, else Debian's package unpacked. Rejects with NoDebianApt or CommandFailed. */
export async function findFail2ban(): Promise<Installed> {
  if (existsSync(SYSTEM.server) && existsSync(join(SYSTEM.config, "jail.conf")))
    return { ...SYSTEM, env: {} };
  if (!existsSync(PYTHON)) throw new CommandFailed(PYTHON, "is not there", "");
  const { root } = await ownSuitePackage("fail2ban");
  return {
    server: join(root, SYSTEM.server),
    config: join(root, SYSTEM.config),
    env: { PYTHONPATH: join(root, "usr", "lib", "python3", "dist-packages") },
  };
}

/** Starts it with the shipped filter and jail on this log file; settles when the jail watches. */
export async function startFail2ban(
  { server, config, env }: Installed,
  logFile: string,
): Promise<Fail2ban> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-fail2ban-"));
  const own = join(dir, "etc");
  const banFile = join(dir, "bans");
  await cp(config, own, { recursive: true });
  await install(own, { dir, banFile, logFile });
  const child = await startChild(
    PYTHON,
    [
      ...[server, "-f", "-c", own],
      ...["-s", join(dir, "socket"), "-p", join(dir, "pid"), "start"],
    ],
    { env: { ...process.env, ...env } },
  );
  const stop = async () => {
    await child.stop();
    await rm(dir, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_MS;
  while (!/Jail 'ringback' started/.test(child.tail())) {
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`fail2ban does not watch:\n${child.tail()}`);
    }
    await sleep(50);
  }
  const bans = async () =>
    existsSync(banFile) ? bansIn(await readFile(banFile, "utf8")) : [];
  return { bans, tail: child.tail, stop };
}

type Places = { dir: string; banFile: string; logFile: string };

/** As the admin's guide says for `log.file`, with an action that only writes instead of the firewall's. */
async function install(
  etc: string,
  { dir, banFile, logFile }: Places,
): Promise<void> {
  // Debian's own jail, which watches the machine.
  await rm(join(etc, "jail.d"), { recursive: true, force: true });
  await mkdir(join(etc, "jail.d"));
  const filter = join(etc, "filter.d", "ringback.conf");
  await copyFile(join(SHIPPED, "ringback.conf"), filter);
  const jail = join(etc, "jail.d", "ringback.conf");
  await copyFile(join(SHIPPED, "jail.conf"), jail);
  const write = (name: string, ...lines: string[]) =>
    writeFile(join(etc, name), `${lines.join("\n")}\n`);
  await write(
    "jail.d/ringback.local",
    ...["[ringback]", "backend = auto", `logpath = ${logFile}`],
  );
  await write("jail.local", "[DEFAULT]", "banaction = record");
  await write(
    "action.d/record.conf",
    "[Definition]",
    `actionban = echo '<name> <ip> <port>' >> '${banFile}'`,
  );
  await write(
    "fail2ban.local",
    ...["[Definition]", "logtarget = STDOUT"],
    `dbfile = ${join(dir, "fail2ban.sqlite3")}`,
  );
}

function bansIn(text: string): Ban[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [jail = "", address = "", ports = ""] = line.split(" ");
      return { jail, address, ports };
    });
}
