import { existsSync } from "node:fs";
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { CommandFailed, runCommand } from "./command.ts";
import {
  type IsolatedApt,
  isolatedApt,
  packageOfArchive,
} from "./debian-apt.ts";

export { NoDebianApt } from "./debian-apt.ts";

/** Debian suites the lab fetches from: `sid` carries Asterisk 22, `bullseye` Asterisk 16. */
export type Suite = "sid" | "bullseye";

/** A program of the unpacked tree; put your own arguments after `args`. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** An unpacked Asterisk and SIPp that have both been seen to run on this machine. */
export interface AsteriskPackages {
  readonly suite: Suite;
  /** As `asterisk -V` says it, for example "22.10.1". */
  readonly version: string;
  readonly asterisk: Program;
  readonly sipp: Program;
  readonly modulesDir: string;
  /** Sounds and documentation; Asterisk's `astdatadir`. */
  readonly dataDir: string;
  /** What the package lays into /var/lib/asterisk, to be copied for each running Asterisk. */
  readonly libraryDir: string;
}

export interface FetchOptions {
  /** Without it: `sid`, and `bullseye` when sid cannot be had. */
  readonly suite?: Suite;
  readonly onProgress?: (line: string) => void;
}

/** Asterisk could not be fetched, unpacked or run; the message names suite, package and version. */
export class AsteriskUnavailable extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = "AsteriskUnavailable";
  }
}

const MARKER = "complete.json";
const WANTED = ["asterisk", "sip-tester", "libc6"];
const TRIPLETS: Partial<Record<NodeJS.Architecture, string>> = {
  x64: "x86_64-linux-gnu",
  arm64: "aarch64-linux-gnu",
};

/**
 * Gives an Asterisk with SIPp, from the cache (`$RINGBACK_CACHE`, else `~/.cache/ringback`) without asking the
 * network, else fetched with the machine's own Debian mirror, without root.
 * Rejects with NoDebianApt or {@link AsteriskUnavailable}.
 */
export async function fetchAsterisk(
  options: FetchOptions = {},
): Promise<AsteriskPackages> {
  const tell = options.onProgress ?? (() => {});
  const suites: Suite[] =
    options.suite === undefined ? ["sid", "bullseye"] : [options.suite];
  let failure: unknown;
  for (const suite of suites) {
    try {
      return (await fromCache(suite)) ?? (await fetchSuite(suite, tell));
    } catch (error) {
      if (!(error instanceof AsteriskUnavailable)) throw error;
      failure = error;
      tell(error.message.split("\n")[0] ?? "");
    }
  }
  throw failure;
}

function cacheFolder(): string {
  const base =
    process.env.RINGBACK_CACHE ?? join(homedir(), ".cache", "ringback");
  return join(base, "asterisk");
}

async function fromCache(suite: Suite): Promise<AsteriskPackages | undefined> {
  const folder = cacheFolder();
  if (!existsSync(folder)) return undefined;
  const names = (await readdir(folder))
    .filter((name) => name.startsWith(`${suite}-`))
    .filter((name) => existsSync(join(folder, name, MARKER)))
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
  const newest = names.at(-1);
  if (newest === undefined) return undefined;
  const marker: unknown = JSON.parse(
    await readFile(join(folder, newest, MARKER), "utf8"),
  );
  if (
    typeof marker !== "object" ||
    marker === null ||
    !("version" in marker) ||
    typeof marker.version !== "string"
  )
    return undefined;
  return describe(suite, marker.version, join(folder, newest, "root"));
}

async function fetchSuite(
  suite: Suite,
  tell: (line: string) => void,
): Promise<AsteriskPackages> {
  const started = Date.now();
  const part = join(cacheFolder(), `.part-${suite}-${process.pid}-${started}`);
  await mkdir(part, { recursive: true });
  try {
    tell(`Asterisk: reading Debian ${suite}'s package list`);
    const aptFolder = join(part, "apt");
    const apt = await named(`Debian ${suite}'s package list`, () =>
      isolatedApt(aptFolder, suite),
    );
    const version = await named(`asterisk of Debian ${suite}`, () =>
      apt.candidate("asterisk"),
    );
    const label = `asterisk ${version} of Debian ${suite}`;
    await unpack(apt, join(part, "root"), label, tell);
    await rm(aptFolder, { recursive: true });

    const build = describe(suite, "", join(part, "root"));
    const running = await named(label, () => askVersions(build));
    await writeFile(join(part, MARKER), JSON.stringify({ version: running }));
    const name = `${suite}-${version.replace(/^\d+:/, "")}`;
    const final = join(cacheFolder(), name.replace(/[^\w.+~-]/g, "_"));
    await rename(part, final).catch(async (error: unknown) => {
      // Another process was quicker; its tree is as good as ours.
      if (!existsSync(join(final, MARKER))) throw error;
    });
    tell(`Asterisk ${running} ready after ${(Date.now() - started) / 1000} s`);
    return describe(suite, running, join(final, "root"));
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function unpack(
  apt: IsolatedApt,
  root: string,
  label: string,
  tell: (line: string) => void,
): Promise<void> {
  let size = "";
  let fetched = 0;
  const archives = await named(label, () =>
    apt.download(WANTED, (line) => {
      size = /^Need to get (\S+ \S+) of archives/.exec(line)?.[1] ?? size;
      if (line.startsWith("Get:") && fetched++ % 50 === 0)
        tell(`Asterisk: fetching ${label}, ${size}, package ${fetched}`);
    }),
  );
  tell(`Asterisk: unpacking ${archives.length} packages`);
  await mkdir(root, { recursive: true });
  const queue = [...archives];
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const archive = next;
      await named(packageOfArchive(archive), () =>
        runCommand("dpkg", ["-x", archive, root]),
      );
    }
  };
  await Promise.all([work(), work(), work()]);
}

async function named<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    // apt tells which of the many packages failed only by the archive's name.
    const archive = /Failed to fetch \S*\/([^/\s]+_[^/\s]+\.deb)/.exec(
      error.output,
    )?.[1];
    const at = archive === undefined ? "" : ` (${packageOfArchive(archive)})`;
    const why = /^E: (.+)$/m.exec(error.output)?.[1] ?? error.message;
    throw new AsteriskUnavailable(`${what}${at} cannot be had: ${why}`, error);
  }
}

function describe(
  suite: Suite,
  version: string,
  root: string,
): AsteriskPackages {
  const triplet = TRIPLETS[process.arch] ?? `${process.arch}-linux-gnu`;
  const usr = join(root, "usr", "lib", triplet);
  const lib = join(root, "lib", triplet);
  const loaders = [
    join(usr, "ld-linux-x86-64.so.2"),
    join(usr, "ld-linux-aarch64.so.1"),
    join(lib, "ld-2.31.so"),
  ];
  const loader = loaders.find((file) => existsSync(file));
  if (loader === undefined)
    throw new AsteriskUnavailable(`no loader under ${root}`, undefined);
  const libraries = [usr, lib, join(root, "usr", "lib")].join(":");
  const modulesDir = [usr, join(root, "usr", "lib")]
    .map((folder) => join(folder, "asterisk", "modules"))
    .find((folder) => existsSync(folder));
  if (modulesDir === undefined)
    throw new AsteriskUnavailable(`no modules under ${root}`, undefined);
  const program = (path: string): Program => ({
    command: loader,
    args: ["--library-path", libraries, join(root, path)],
  });
  return {
    suite,
    version,
    asterisk: program("usr/sbin/asterisk"),
    sipp: program("usr/bin/sipp"),
    modulesDir,
    dataDir: join(root, "usr", "share", "asterisk"),
    libraryDir: join(root, "var", "lib", "asterisk"),
  };
}

async function askVersions(build: AsteriskPackages): Promise<string> {
  const { asterisk, sipp } = build;
  const said = await runCommand(asterisk.command, [...asterisk.args, "-V"]);
  const version = /^Asterisk (\d+\.\d+\.\d+)/m.exec(said)?.[1];
  if (version === undefined)
    throw new CommandFailed("asterisk -V", "gave no version", said);
  // sipp -v ends with 99 although nothing is wrong.
  await runCommand(sipp.command, [...sipp.args, "-v"]).catch(
    (error: unknown) => {
      if (!(error instanceof CommandFailed) || !/SIPp v/.test(error.output))
        throw error;
    },
  );
  return version;
}
