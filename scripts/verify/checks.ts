import { join } from "node:path";
import { ROOT } from "../root.ts";
import type { Need } from "./machine.ts";
import type { Runner } from "./reports.ts";

/** One command to be run, and how its tests are counted. */
export type Check = {
  name: string;
  command: readonly [program: string, ...args: string[]];
  cwd: string;
  needs: readonly Need[];
  /** absent: the command is no test runner, it succeeds or fails as a whole */
  runner?: Runner;
};

type Part = "shared" | "gateway" | "extension" | "e2e";

function script(name: string, line: string): Check {
  const [program = "", ...args] = line.split(" ");
  return { name, command: [program, ...args], cwd: ROOT, needs: [] };
}

function vitest(name: string, part: Part, needs: readonly Need[] = []): Check {
  // In the package's own folder: there is the runner, and the configuration.
  const cwd = join(ROOT, part);
  const program = join(cwd, "node_modules", ".bin", "vitest");
  return { name, command: [program, "run"], cwd, needs, runner: "vitest" };
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
  vitest("unit and integration tests of the gateway", "gateway"),
  vitest("unit tests of the extension", "extension"),
  vitest("dialplan and AMI on real Asterisk", "e2e", ["asterisk"]),
  playwright("pages in Chromium", "pages", ["chromium"]),
  playwright("the whole path in Chromium", "path", ["chromium", "asterisk"]),
  playwright("the whole path in Firefox", "firefox", [
    "firefox-esr",
    "asterisk",
  ]),
  {
    ...script("npm start -- --once", "node e2e/demo/main.ts --once"),
    needs: ["chromium", "asterisk"],
  },
];
