/** `npm test`: sets up what is missing, runs every check, and says what failed and what this machine could not run. */
import { Lifetime } from "./lifetime.ts";
import { secondsSince } from "./step.ts";
import { CHECKS, type Check } from "./verify/checks.ts";
import { type Machine, prepareMachine } from "./verify/machine.ts";
import { forgetRecords } from "./verify/records.ts";
import { type Result, runCheck } from "./verify/run-check.ts";

type Tally = { passed: number; failed: number; skipped: string[] };

/** Why the check cannot run here; undefined where it can. */
function obstacle({ needs }: Check, { missing }: Machine): string | undefined {
  return needs.flatMap((need) => missing.get(need) ?? [])[0];
}

function add(tally: Tally, { name }: Check, result: Result): void {
  tally.passed += result.passed;
  // A command that fails without naming a test that did is one failure.
  tally.failed += result.failed === 0 && result.broken ? 1 : result.failed;
  tally.skipped.push(...result.skipped.map((each) => `${name}: ${each}`));
}

async function runAll(lifetime: Lifetime): Promise<Tally> {
  const machine = await prepareMachine();
  await forgetRecords();
  const tally: Tally = { passed: 0, failed: 0, skipped: [...machine.skipped] };
  for (const check of CHECKS) {
    const reason = obstacle(check, machine);
    if (reason === undefined)
      add(tally, check, await runCheck(check, lifetime));
    else tally.skipped.push(`${check.name}: ${reason}`);
  }
  return tally;
}

function isGood({ passed, failed, skipped }: Tally): boolean {
  if (failed > 0 || passed === 0) return false;
  return process.env.CI !== "true" || skipped.length === 0;
}

const began = performance.now();
const lifetime = new Lifetime();
const tally = await runAll(lifetime);
await lifetime.end();
console.log(`\nin ${secondsSince(began)}`);
for (const line of tally.skipped) console.log(`SKIPPED ${line}`);
if (process.env.CI === "true" && tally.skipped.length > 0)
  console.log("Under CI nothing may be skipped: this run has failed.");
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = isGood(tally) ? 0 : 1;
