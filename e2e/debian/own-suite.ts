import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { CommandFailed, runCommand } from "../asterisk/command.ts";
import { isolatedApt, NoDebianApt } from "../asterisk/debian-apt.ts";

/** Programs of this machine's own Debian suite, unpacked beside the system. */
export interface Unpacked {
  readonly root: string;
  /** What the programs need in their environment to find their libraries. */
  readonly env: Readonly<Record<string, string>>;
}

const TRIPLETS: Partial<Record<NodeJS.Architecture, string>> = {
  x64: "x86_64-linux-gnu",
  arm64: "aarch64-linux-gnu",
};
/** The system's own loader fits the system's own C library alone. */
const SYSTEMS_OWN = /^(libc6|libc-bin|dpkg|perl|python3)(\W|_)/;

/**
 * Gives a package with what it needs, from the cache (`$RINGBACK_CACHE`, else `~/.cache/ringback`), else fetched with
 * the machine's own Debian mirror, without root. Rejects with NoDebianApt or CommandFailed.
 */
export async function ownSuitePackage(name: string): Promise<Unpacked> {
  const cache =
    process.env.RINGBACK_CACHE ?? join(homedir(), ".cache", "ringback");
  const suite = await ownSuite();
  const final = join(cache, "debian", `${suite}-${name}`);
  if (!existsSync(final)) await fetchInto(final, suite, name);
  return unpackedAt(final);
}

export function unpackedAt(root: string): Unpacked {
  const triplet = TRIPLETS[process.arch] ?? `${process.arch}-linux-gnu`;
  const libraries = [
    join(root, "usr", "lib", triplet),
    join(root, "lib", triplet),
    join(root, "usr", "lib", triplet, "kamailio"),
  ];
  return { root, env: { LD_LIBRARY_PATH: libraries.join(":") } };
}

/** In one line, why something cannot be had; a fault that is not about fetching is thrown on. */
export function whyNotFetched(fault: unknown): string {
  if (!(fault instanceof NoDebianApt || fault instanceof CommandFailed))
    throw fault;
  return fault.message.split("\n")[0] ?? "";
}

async function ownSuite(): Promise<string> {
  const release = await readFile("/etc/os-release", "utf8").catch(() => "");
  const suite = /^VERSION_CODENAME="?(\w+)"?$/m.exec(release)?.[1];
  if (!/^ID="?debian"?$/m.test(release) || suite === undefined)
    throw new NoDebianApt("this is no Debian with a name");
  return suite;
}

async function fetchInto(final: string, suite: string, name: string) {
  const part = `${final}.part-${process.pid}-${Date.now()}`;
  const root = join(part, "root");
  await mkdir(root, { recursive: true });
  try {
    const apt = await isolatedApt(join(part, "apt"), suite);
    for (const archive of await apt.download([name], () => {})) {
      if (!SYSTEMS_OWN.test(basename(archive)))
        await runCommand("dpkg", ["-x", archive, root]);
    }
    await rename(root, final).catch((error: unknown) => {
      // Another process was quicker; its tree is as good as ours.
      if (!existsSync(final)) throw error;
    });
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}
