/** Builds the bundle that admins install, and starts it. */
import { execFile, spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { leastEnvironment } from "../config/testing.ts";
import { keepLine } from "../ops/testing-records.ts";

const gateway = resolve(import.meta.dirname, "../..");
// Below the gateway, so that the bundle finds its packages; .cache is nobody's source.
mkdirSync(join(gateway, ".cache"), { recursive: true });
const folder = mkdtempSync(join(gateway, ".cache", "bundle-"));
const main = join(folder, "dist", "main.mjs");
const execute = promisify(execFile);

const env = {
  PATH: process.env.PATH,
  ...leastEnvironment,
  RINGBACK_DATABASE_FILE: join(folder, "ringback.sqlite"),
  RINGBACK_SERVER_LISTEN: "127.0.0.1:0",
  // Nobody listens there: the gateway must start and stop without its PBX.
  RINGBACK_PBX_MAIN_PORT: "1",
};
const ringback = (...words: string[]) =>
  execute(process.execPath, [main, ...words], { env });

beforeAll(async () => {
  const tsdown = join(gateway, "node_modules", ".bin", "tsdown");
  await execute(
    tsdown,
    ["--out-dir", join(folder, "dist"), "--logLevel", "warn"],
    {
      cwd: gateway,
    },
  );
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test("it imports nothing but Node and the gateway's own dependencies", () => {
  const files = readdirSync(join(folder, "dist")).filter((name) =>
    name.endsWith(".mjs"),
  );
  const imports = files.flatMap((name) => {
    const code = readFileSync(join(folder, "dist", name), "utf8");
    return Array.from(
      code.matchAll(/^(?:import|export)\b[^"'\n]*["']([^"'./][^"']*)["'];?$/gm),
      ([, from = ""]) =>
        from
          .split("/")
          .slice(0, from.startsWith("@") ? 2 : 1)
          .join("/"),
    );
  });
  const { "@ringback/shared": _, ...dependencies } = manifest.dependencies;
  const known = new Set([...Object.keys(dependencies), ...builtinModules]);
  expect(imports).toContain("better-sqlite3");
  expect(
    imports.filter((name) => !name.startsWith("node:") && !known.has(name)),
  ).toEqual([]);
});

test("help, check, migrations and the Asterisk files work from it", async () => {
  expect((await ringback("--help")).stdout).toContain("ringback COMMAND");
  expect((await ringback("check")).stdout).toContain("No faults");
  expect((await ringback("migrate")).stdout).toContain("0001-initial");
  const file = join(folder, "init", "ringback.yaml");
  const { stdout } = await ringback("init", "--out", file);
  expect(stdout).toContain(
    `#include ${join(gateway, "asterisk", "click2dial.conf")}`,
  );
  await expect(ringback("check", "--nonsense")).rejects.toMatchObject({
    code: 2,
  });
});

test("serve starts without its PBX and ends in order at SIGTERM", async () => {
  const child = spawn(process.execPath, [main, "serve"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<number | null>((settle) =>
    child.once("exit", settle),
  );
  let said = "";
  for await (const line of createInterface(child.stdout)) {
    keepLine(line);
    said += line;
    if (line.includes("is listening")) child.kill("SIGTERM");
  }
  expect(await exited, said).toBe(0);
  expect(said).toContain("shutting down");
  expect(said).not.toContain(leastEnvironment.RINGBACK_PBX_MAIN_SECRET);
}, 30_000);
