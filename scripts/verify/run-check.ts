import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { startChild } from "../../e2e/asterisk/child.ts";
import type { Lifetime } from "../lifetime.ts";
import { CACHE, toolEnv } from "../root.ts";
import { type Sum, step, type Tell } from "../step.ts";
import type { Check } from "./checks.ts";
import { newRecords } from "./records.ts";
import { type Counts, type Runner, readReport } from "./reports.ts";

const FOLDER = join(CACHE, "verify");
const SAY_EVERY_MS = 10_000;
const LOOK_EVERY_MS = 2_000;
// Into a file, not through us: at the end it holds every word, however the command ended.
const INTO_FILE = 'exec "$@" >"$CHECK_OUTPUT" 2>&1';

export type Result = Counts & {
  /** the command failed, whatever its tests say */
  broken: boolean;
};

function reporting(runner: Runner | undefined): string[] {
  if (runner === undefined) return [];
  const human = runner === "vitest" ? "default" : "list";
  return runner === "vitest"
    ? [`--reporter=${human}`, "--reporter=json"]
    : [`--reporter=${human},json`];
}

async function lastLine(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.trimEnd().split("\n").at(-1) ?? "";
}

async function execute(
  check: Check,
  files: { output: string; report: string; records: string },
  lifetime: Lifetime,
  tell: Tell,
): Promise<number | null> {
  const { command, cwd, runner } = check;
  const args = [...command, ...reporting(runner)];
  if (runner === "vitest") args.push(`--outputFile.json=${files.report}`);
  const child = await startChild("sh", ["-c", INTO_FILE, "sh", ...args], {
    cwd,
    env: toolEnv({
      NO_COLOR: "1",
      CHECK_OUTPUT: files.output,
      TEST_LOGS: files.records,
      PLAYWRIGHT_JSON_OUTPUT_FILE: files.report,
    }),
  });
  lifetime.add(() => child.stop());
  const look = setInterval(
    () => void lastLine(files.output).then(tell),
    LOOK_EVERY_MS,
  );
  const { code } = await child.exited;
  clearInterval(look);
  // What the runner itself has said is a log too.
  await copyFile(files.output, join(files.records, "output.log"));
  return code;
}

function isGood({ failed, broken }: Result): boolean {
  return failed === 0 && !broken;
}

function sum(result: Result): Sum {
  const { passed, failed, skipped, broken } = result;
  const words = [
    passed > 0 ? `${passed} passed` : "",
    failed > 0 ? `${failed} failed` : "",
    skipped.length > 0 ? `${skipped.length} skipped` : "",
    broken && failed === 0 ? "failed" : "",
  ];
  const said = words.filter((each) => each !== "").join(", ");
  return { good: isGood(result), words: said };
}

/** Runs a check: brief where it passes, with every word of its output where it does not. */
export async function runCheck(
  check: Check,
  lifetime: Lifetime,
): Promise<Result> {
  const { name, runner } = check;
  await mkdir(FOLDER, { recursive: true });
  const base = join(FOLDER, name.replace(/[^\w]+/g, "-"));
  const files = {
    output: `${base}.log`,
    report: `${base}.json`,
    records: await newRecords(name),
  };
  await rm(files.report, { force: true });
  const run = async (tell: Tell): Promise<Result> => {
    const code = await execute(check, files, lifetime, tell);
    const none = { passed: 0, failed: 0, skipped: [] };
    const counts =
      runner === undefined ? none : await readReport(runner, files.report);
    return { ...counts, broken: code !== 0 };
  };
  const result = await step(name, run, { everyMs: SAY_EVERY_MS, sum });
  if (!isGood(result)) {
    console.log(`--- output of: ${name}`);
    console.log((await readFile(files.output, "utf8")).trimEnd());
    console.log(`--- end of output of: ${name}`);
  }
  return result;
}
