import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { CommandFailed, runCommand } from "./command.ts";

/** This machine has no Debian apt to fetch packages with: no apt, no Debian mirror among its sources, or no keyring. */
export class NoDebianApt extends Error {
  constructor(reason: string) {
    super(`no Debian apt here: ${reason}`);
    this.name = "NoDebianApt";
  }
}

const KEYRINGS = [
  "/usr/share/keyrings/debian-archive-keyring.gpg",
  "/usr/share/keyrings/debian-archive-keyring.pgp",
];

/**
 * The Debian archive addresses named by apt source files, in both spellings (one-line and deb822), each once,
 * in order. Security archives are left out: they carry no other suite.
 */
export function debianMirrors(sources: readonly string[]): string[] {
  const mirrors = new Set<string>();
  for (const text of sources) {
    for (const line of text.split("\n")) {
      const addresses =
        /^URIs:\s*(.+)$/i.exec(line)?.[1] ??
        /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/.exec(line)?.[1];
      for (const address of addresses?.trim().split(/\s+/) ?? []) {
        if (/^https?:\/\/.*\/debian\/?$/.test(address)) mirrors.add(address);
      }
    }
  }
  return [...mirrors];
}

async function machineSources(): Promise<string[]> {
  const files = ["/etc/apt/sources.list"];
  const parts = "/etc/apt/sources.list.d";
  if (existsSync(parts)) {
    for (const name of (await readdir(parts)).sort()) {
      if (/\.(list|sources)$/.test(name)) files.push(join(parts, name));
    }
  }
  return Promise.all(
    files.filter((file) => existsSync(file)).map((f) => readFile(f, "utf8")),
  );
}

/** An apt of its own inside one folder: it sees one suite, thinks nothing is installed and never touches the system. */
export interface IsolatedApt {
  /** Newest version of a package in the suite. Rejects when the suite has no such package. */
  candidate(packageName: string): Promise<string>;
  /** Downloads packages with all they need, libc included; gives the paths of the .deb files. */
  download(
    packageNames: readonly string[],
    onLine: (line: string) => void,
  ): Promise<string[]>;
}

/**
 * Makes an isolated apt for `suite` in `folder` and reads the suite's package list from the machine's own mirror.
 * Rejects with {@link NoDebianApt}, or with CommandFailed when the mirror does not have the suite.
 */
export async function isolatedApt(
  folder: string,
  suite: string,
): Promise<IsolatedApt> {
  for (const tool of ["apt-get", "apt-cache", "dpkg"]) {
    if (!existsSync(`/usr/bin/${tool}`)) throw new NoDebianApt(`no ${tool}`);
  }
  const mirror = debianMirrors(await machineSources())[0];
  if (mirror === undefined)
    throw new NoDebianApt("no Debian mirror among the apt sources");
  const keyring = KEYRINGS.find((file) => existsSync(file));
  if (keyring === undefined)
    throw new NoDebianApt("no debian-archive-keyring package");

  await mkdir(join(folder, "lists", "partial"), { recursive: true });
  await mkdir(join(folder, "cache", "archives", "partial"), {
    recursive: true,
  });
  const sources = join(folder, "sources.list");
  await writeFile(
    sources,
    `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`,
  );
  const status = join(folder, "status");
  await writeFile(status, "");
  const options = {
    "Dir::Etc::SourceList": sources,
    "Dir::Etc::SourceParts": "/dev/null",
    "Dir::Etc::Preferences": "/dev/null",
    "Dir::Etc::PreferencesParts": "/dev/null",
    "Dir::State": folder,
    "Dir::State::Lists": join(folder, "lists"),
    "Dir::State::status": status,
    "Dir::Cache": join(folder, "cache"),
    "APT::Install-Recommends": "false",
    "APT::Sandbox::User": "",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "30",
    "Debug::NoLocking": "true",
  };
  const flags = Object.entries(options).flatMap(([k, v]) => [
    "-o",
    `${k}=${v}`,
  ]);
  await runCommand("apt-get", [...flags, "-qq", "update", "--error-on=any"]);

  return {
    async candidate(packageName) {
      const text = await runCommand("apt-cache", [
        ...flags,
        "policy",
        packageName,
      ]);
      const version = /^ {2}Candidate: (\S+)$/m.exec(text)?.[1];
      if (version === undefined || version === "(none)")
        throw new CommandFailed(
          "apt-cache",
          `knows no package ${packageName} in Debian ${suite}`,
          "",
        );
      return version;
    },
    async download(packageNames, onLine) {
      await runCommand(
        "apt-get",
        [...flags, "-y", "-q=1", "--download-only", "install", ...packageNames],
        { onLine },
      );
      const archives = join(folder, "cache", "archives");
      return (await readdir(archives))
        .filter((name) => name.endsWith(".deb"))
        .sort()
        .map((name) => join(archives, name));
    },
  };
}

/** `asterisk_1%3a22.10.1+dfsg-1_amd64.deb` as "asterisk 1:22.10.1+dfsg-1". */
export function packageOfArchive(path: string): string {
  const [name, version] = decodeURIComponent(basename(path)).split("_");
  return `${name} ${version}`;
}
