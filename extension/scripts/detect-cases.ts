import { writeFileSync } from "node:fs";
import { FOURTH_VALIDATION } from "../bench/detection/cases/fourth-validation-templates.ts";
import {
  FRESH_TUNING,
  FRESH_VALIDATION,
} from "../bench/detection/cases/fresh-templates.ts";
import { makeCases } from "../bench/detection/cases/make-cases.ts";
import { SECOND_VALIDATION } from "../bench/detection/cases/second-validation-templates.ts";
import type { Templates } from "../bench/detection/cases/templates.ts";
import { THIRD_VALIDATION } from "../bench/detection/cases/third-validation-templates.ts";
import { TUNING } from "../bench/detection/cases/tuning-templates.ts";
import { VALIDATION } from "../bench/detection/cases/validation-templates.ts";

const COUNT = 1200;

/** Draws a case file from its phrases and seed; the same phrases always give the same cases. */
function write(name: string, prefix: string, templates: Templates): void {
  const cases = makeCases(templates, prefix, COUNT);
  const lines = cases.map((one) => JSON.stringify(one)).join("\n");
  const folder = new URL("../src/detection/cases/", import.meta.url);
  writeFileSync(new URL(`${name}.jsonl`, folder), `${lines}\n`);
  const regions = new Set(cases.map(({ region }) => region)).size;
  const numbers = cases.reduce((sum, { expected }) => sum + expected.length, 0);
  process.stdout.write(
    `${JSON.stringify({ set: name, cases: cases.length, regions, numbers })}\n`,
  );
}

write("tuning", "t", TUNING);
write("validation", "v", VALIDATION);
write("second-validation", "s", SECOND_VALIDATION);
write("third-validation", "w", THIRD_VALIDATION);
write("fourth-validation", "h", FOURTH_VALIDATION);
write("fresh-tuning", "k", FRESH_TUNING);
write("fresh-validation", "x", FRESH_VALIDATION);
