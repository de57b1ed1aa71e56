import { writeFileSync } from "node:fs";
import { benchAccuracy } from "../bench/detection/accuracy.ts";
import { benchAdversarial } from "../bench/detection/adversarial.ts";
import { drawFigure } from "../bench/detection/figure.ts";
import { benchTechnicalText } from "../bench/detection/technical-text.ts";
import { benchThroughput } from "../bench/detection/throughput.ts";

/** JSON lines on stdout. With `--figure FILE` the same lines are drawn as an SVG too. */
function main(): void {
  const lines = [];
  for (const bench of [
    benchAccuracy,
    benchTechnicalText,
    benchThroughput,
    benchAdversarial,
  ]) {
    for (const line of bench()) {
      lines.push(line);
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  }
  const at = process.argv.indexOf("--figure");
  const file = at < 0 ? undefined : process.argv[at + 1];
  if (file !== undefined) writeFileSync(file, drawFigure(lines));
}

main();
