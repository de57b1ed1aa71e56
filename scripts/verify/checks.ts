import { join } from "node:path";
import { ROOT } from "../root.ts";
import type { Need } from "./machine.ts";
import type { Least } from "./records.ts";
import type { Runner } from "./reports.ts";

/** One command to be run, and how its tests are counted. */
export type Check = {
  name: string;
  command: readonly [program: string, ...args: string[]];
  cwd: string;
  needs: readonly Need[];
  /** absent: the command is no test runner, it succeeds or fails as a whole */
  runner?: Runner;
  /** what its gateways and PBXs must have left to search for secrets; absent: it runs none */
  leaves?: Least;
};

type Part = "shared" | "gateway" | "extension" | "e2e";

function script(name: string, line: string): Check {
  const [program = "", ...args] = line.split(" ");
  return { name, command: [program, ...args], cwd: ROOT, needs: [] };
}

function vitest(
  name: string,
  part: Part,
  needs: readonly Need[] = [],
  options: readonly string[] = [],
): Check {
  // In the package's own folder: there is the runner, and the configuration.
  const cwd = join(ROOT, part);
  const program = join(cwd, "node_modules", ".bin", "vitest");
  const command: Check["command"] = [program, "run", ...options];
  return { name, command, cwd, needs, runner: "vitest" };
}

function playwright(name: string, project: string, needs: readonly Need[]) {
  const cwd = join(ROOT, "e2e");
  const program = join(cwd, "node_modules", ".bin", "playwright");
  const command: Check["command"] = [program, "test", `--project=${project}`];
  return { name, command, cwd, needs, runner: "playwright" } as const;
}

/** Everything `npm test` runs, in order: what fails soonest first, and the builds before what runs them. */
export const CHECKS: readonly Check[] = [
  script("lint", "npm run --silent lint"),
  script("types", "npm run --silent types"),
  script("build of the extension", "node scripts/build-extension.ts"),
  script("build of the gateway", "pnpm --filter @ringback/gateway run build"),
  vitest("unit tests of shared", "shared"),
  {
    ...vitest("unit and integration tests of the gateway", "gateway"),
    leaves: { lines: 10_000, secrets: 800 },
  },
  vitest("unit tests of the extension", "extension"),
  {
    ...vitest(
      "sandbox, API guide and typed client",
      "e2e",
      [],
      [...["--config", "sandbox/vitest.config.ts"]],
    ),
    leaves: { lines: 100, secrets: 5 },
  },
  {
    ...vitest("dialplan and AMI on real Asterisk", "e2e", ["asterisk"]),
    leaves: { lines: 10_000, secrets: 500 },
  },
  playwright("pages in Chromium", "pages", ["chromium"]),
  {
    ...playwright("the whole path in Chromium", "path", [
      "chromium",
      "asterisk",
    ]),
    leaves: { lines: 500, secrets: 30 },
  },
  {
    ...playwright("the whole path in Firefox", "firefox", [
      "firefox-esr",
      "asterisk",
    ]),
    leaves: { lines: 200, secrets: 10 },
  },
  {
    ...script("npm start -- --once", "node e2e/demo/main.ts --once"),
    needs: ["chromium", "asterisk"],
    leaves: { lines: 50, secrets: 5 },
  },
  script("no secret in any log of these checks", "node e2e/leaks/main.ts"),
];
