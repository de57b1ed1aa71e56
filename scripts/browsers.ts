import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runCommand } from "../e2e/asterisk/command.ts";
import { step, type Tell } from "./step.ts";

/** A browser of Debian, by its package's name. */
export type BrowserName = "chromium" | "firefox-esr";

const OVERRIDES: Record<BrowserName, string> = {
  chromium: "RINGBACK_CHROMIUM",
  "firefox-esr": "RINGBACK_FIREFOX",
};

export type FoundBrowser =
  | { path: string; missing?: undefined }
  /** why there is none */
  | { missing: string };

function pathOf(name: BrowserName): string {
  return process.env[OVERRIDES[name]] ?? `/usr/bin/${name}`;
}

function canRun(program: string): boolean {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** Why apt cannot be asked for the browser; undefined where it can. */
function obstacle(name: BrowserName): string | undefined {
  const override = process.env[OVERRIDES[name]];
  if (override !== undefined)
    return `${OVERRIDES[name]} names ${override}, and there is nothing`;
  if (!canRun("apt-get"))
    return `${name} is not installed, and there is no apt-get to install it with`;
  if (process.getuid?.() !== 0)
    return `${name} is not installed, and only root may: apt-get install ${name}`;
  return undefined;
}

// In our own process group and not tied to our life: dpkg cut off half-way leaves the machine's packages broken.
async function install(name: BrowserName, tell: Tell): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, onLine: tell };
  await runCommand("apt-get", ["-q", "update"], options);
  const quiet = ["-q", "-y", "--no-install-recommends"];
  const patience = ["-o", "DPkg::Lock::Timeout=120"];
  await runCommand(
    "apt-get",
    ["install", ...quiet, ...patience, name],
    options,
  );
}

async function find(name: BrowserName, tell: Tell): Promise<FoundBrowser> {
  const path = pathOf(name);
  if (existsSync(path)) return { path };
  const reason = obstacle(name);
  if (reason !== undefined) return { missing: reason };
  try {
    await install(name, tell);
  } catch (error) {
    return { missing: `${name} cannot be installed: ${String(error)}` };
  }
  return existsSync(path)
    ? { path }
    : { missing: `apt-get installed ${name}, but there is no ${path}` };
}

/** Gives the browser of this machine, installed with apt first where root runs us. Never rejects: says why there is none. */
export function haveBrowser(name: BrowserName): Promise<FoundBrowser> {
  return step(name, (tell) => find(name, tell), {
    sum: ({ missing }) => ({ good: missing === undefined, words: "" }),
  });
}
