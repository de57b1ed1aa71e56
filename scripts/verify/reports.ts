import { readFile } from "node:fs/promises";
import { isJson, type Json, listIn, textIn } from "./json.ts";

/** What a test runner says of its tests. */
export type Counts = {
  passed: number;
  failed: number;
  /** each with its reason, where one was given */
  skipped: string[];
};

export type Runner = "vitest" | "playwright";

const NOTHING: Counts = { passed: 0, failed: 0, skipped: [] };

type Verdict = "passed" | "failed" | "skipped";
type Outcome = { title: string; verdict: Verdict; reason: string };

function count(outcomes: readonly Outcome[]): Counts {
  const of = (verdict: Verdict) =>
    outcomes.filter((each) => each.verdict === verdict);
  return {
    passed: of("passed").length,
    failed: of("failed").length,
    skipped: of("skipped").map(({ title, reason }) =>
      reason === "" ? title : `${title}: ${reason}`,
    ),
  };
}

function vitestOutcomes(report: Json): Outcome[] {
  return listIn(report, "testResults")
    .flatMap((file) => listIn(file, "assertionResults"))
    .map((test) => {
      const status = textIn(test, "status");
      const ran = status === "passed" || status === "failed";
      const title = textIn(test, "fullName");
      return { title, verdict: ran ? status : "skipped", reason: "" };
    });
}

function playwrightOutcome(title: string, test: Json): Outcome {
  const status = textIn(test, "status");
  const why = listIn(test, "annotations").find(
    (each) => textIn(each, "type") === "skip",
  );
  const reason = why === undefined ? "" : textIn(why, "description");
  if (status === "skipped") return { title, verdict: "skipped", reason };
  // A test that passed only when repeated has failed once.
  return {
    title,
    verdict: status === "expected" ? "passed" : "failed",
    reason,
  };
}

function playwrightOutcomes(suite: Json): Outcome[] {
  const own = listIn(suite, "specs").flatMap((spec) =>
    listIn(spec, "tests").map((test) =>
      playwrightOutcome(textIn(spec, "title"), test),
    ),
  );
  return [...own, ...listIn(suite, "suites").flatMap(playwrightOutcomes)];
}

/** Reads a runner's JSON report; one that was never written, or only half, has no tests. */
export async function readReport(
  runner: Runner,
  file: string,
): Promise<Counts> {
  const report: unknown = await readFile(file, "utf8")
    .then(JSON.parse)
    .catch(() => undefined);
  if (!isJson(report)) return NOTHING;
  return count(
    runner === "vitest" ? vitestOutcomes(report) : playwrightOutcomes(report),
  );
}
