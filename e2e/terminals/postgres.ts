import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, startChild } from "../asterisk/child.ts";
import { runCommand } from "../asterisk/command.ts";
import { freeTcpPort } from "../asterisk/loopback.ts";
import { ownSuitePackage, unpackedAt } from "../debian/own-suite.ts";

/** PostgreSQL's programs, and what they need in their environment. */
export interface PostgresPrograms {
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
  /** The tree to be copied to where an unprivileged user can read it; undefined where everybody can. */
  readonly tree?: string;
}

/** A PostgreSQL on loopback with an empty database. */
export interface Postgres {
  readonly url: string;
  /** Ends it at once; settles when nobody is connected any more. */
  cut(): Promise<void>;
  stop(): Promise<void>;
}

const SYSTEMS = "/usr/lib/postgresql";
/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;
const START_MS = 15_000;

/** The machine's own PostgreSQL, else that of its Debian suite, unpacked. Rejects with NoDebianApt or CommandFailed. */
export async function findPostgres(): Promise<PostgresPrograms> {
  const own = await binIn(SYSTEMS);
  if (own !== undefined) return { bin: own, env: {} };
  const { root, env } = await ownSuitePackage("postgresql");
  const bin = await binIn(join(root, SYSTEMS));
  if (bin === undefined) throw new Error(`no PostgreSQL in ${root}`);
  return { bin, env, tree: root };
}

/** Starts one in a temporary folder, as nobody where we are root; settles when it answers. */
export async function startPostgres(
  programs: PostgresPrograms,
): Promise<Postgres> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-postgres-"));
  const isRoot = process.getuid?.() === 0;
  const { bin, env: libraries } = await reachable(programs, dir, isRoot);
  const env = { ...process.env, ...libraries, HOME: dir, LC_ALL: "C" };
  const data = join(dir, "data");
  const passwordFile = join(dir, "password");
  const password = randomBytes(12).toString("hex");
  await mkdir(data, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (isRoot) {
    await chmod(dir, 0o755);
    for (const path of [data, passwordFile]) await chown(path, NOBODY, NOBODY);
  }
  const run = (name: string, args: readonly string[]) => {
    const command = [join(bin, name), ...args];
    const drop = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
    return isRoot ? ["setpriv", ...drop, ...command] : command;
  };
  const [initialise = "", ...initArgs] = run("initdb", [
    ...["-D", data, "-U", "ringback", "--pwfile", passwordFile],
    ...["--auth=scram-sha-256", "--no-sync", "--encoding=UTF8", "--locale=C"],
  ]);
  await runCommand("env", [...assignments(env), initialise, ...initArgs], {
    cwd: dir,
  });
  const port = await freeTcpPort();
  const [command = "", ...args] = run("postgres", [
    ...["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1"],
    ...["-c", "unix_socket_directories=", "-c", "fsync=off"],
  ]);
  const child = await startChild(command, args, { cwd: dir, env });
  await answers(child);
  const cut = async () => {
    // Does not wait for clients.
    child.kill("SIGINT");
    await child.exited;
  };
  return {
    url: `postgres://ringback:${password}@127.0.0.1:${port}/postgres`,
    cut,
    stop: async () => {
      await cut();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function reachable(
  programs: PostgresPrograms,
  dir: string,
  isRoot: boolean,
): Promise<PostgresPrograms> {
  const { tree, bin } = programs;
  if (tree === undefined || !isRoot) return programs;
  const copy = join(dir, "root");
  await cp(tree, copy, { recursive: true, verbatimSymlinks: true });
  return { bin: bin.replace(tree, copy), env: unpackedAt(copy).env };
}

async function binIn(folder: string): Promise<string | undefined> {
  if (!existsSync(folder)) return undefined;
  const versions = (await readdir(folder)).sort(
    (a, b) => Number(b) - Number(a),
  );
  return versions
    .map((version) => join(folder, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
}

function assignments(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value ?? ""}`);
}

async function answers(child: Child): Promise<void> {
  const deadline = Date.now() + START_MS;
  while (!/ready to accept connections/.test(child.tail())) {
    if (Date.now() > deadline) {
      await child.stop();
      throw new Error(`PostgreSQL does not answer:\n${child.tail()}`);
    }
    await sleep(50);
  }
}
