import { writeFileSync } from "node:fs";
import { HOLDOUT } from "../bench/detection/cases/holdout-templates.ts";
import { makeCases } from "../bench/detection/cases/make-cases.ts";
import type { Templates } from "../bench/detection/cases/templates.ts";
import { TUNING } from "../bench/detection/cases/tuning-templates.ts";
import { VALIDATION } from "../bench/detection/cases/validation-templates.ts";

const COUNT = 1200;

function write(name: string, templates: Templates): void {
  const cases = makeCases(templates, name.slice(0, 1), COUNT);
  const lines = cases.map((one) => JSON.stringify(one)).join("\n");
  const folder = new URL("../src/detection/cases/", import.meta.url);
  writeFileSync(new URL(`${name}.jsonl`, folder), `${lines}\n`);
  const regions = new Set(cases.map(({ region }) => region)).size;
  const numbers = cases.reduce((sum, { expected }) => sum + expected.length, 0);
  process.stdout.write(
    `${JSON.stringify({ set: name, cases: cases.length, regions, numbers })}\n`,
  );
}

write("tuning", TUNING);
write("validation", VALIDATION);
write("holdout", HOLDOUT);
