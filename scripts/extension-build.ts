import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { startChild } from "../e2e/asterisk/child.ts";
import { ROOT, toolEnv } from "./root.ts";
import type { Tell } from "./step.ts";

const OUTPUT = join(ROOT, "extension", ".output");
const MARKER = join(OUTPUT, "built-from.txt");
const SOURCES = [
  "extension/src",
  "extension/public",
  "extension/package.json",
  "extension/wxt.config.ts",
  "shared/src",
  "pnpm-lock.yaml",
];

/** The unpacked extension of each browser, as `chrome://extensions` and `about:debugging` load it. */
export const CHROMIUM_EXTENSION = join(OUTPUT, "chrome-mv3");
export const FIREFOX_EXTENSION = join(OUTPUT, "firefox-mv3");

async function filesUnder(path: string): Promise<string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Changes with the sources, and when anybody else has built since. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of await filesUnder(join(ROOT, source))) {
      hash.update(`${relative(ROOT, file)}\0`).update(await readFile(file));
    }
  }
  for (const folder of [CHROMIUM_EXTENSION, FIREFOX_EXTENSION]) {
    const manifest = await stat(join(folder, "manifest.json")).catch(
      () => undefined,
    );
    hash.update(`\0${manifest?.mtimeMs ?? "none"}`);
  }
  return hash.digest("hex");
}

/**
 * Builds the extension for both browsers, unless what was built last is of these very sources.
 * Resolves with whether it had to. Rejects with the builder's words.
 */
export async function buildExtension(tell: Tell): Promise<boolean> {
  const marked = await readFile(MARKER, "utf8").catch(() => "");
  if (marked === (await fingerprint())) return false;
  const lines: string[] = [];
  const child = await startChild(
    "pnpm",
    ["--filter", "@ringback/extension", "run", "build"],
    {
      cwd: ROOT,
      env: toolEnv(),
      onLine: (line) => {
        lines.push(line);
        tell(line);
      },
    },
  );
  const { code } = await child.exited;
  if (code !== 0)
    throw new Error(`the extension does not build:\n${lines.join("\n")}`);
  await writeFile(MARKER, await fingerprint());
  return true;
}
