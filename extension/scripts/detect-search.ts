import { searchAdversarial } from "../bench/detection/adversarial-search.ts";

/** JSON lines: texts that cost much, found by a climb from a seed. `node scripts/detect-search.ts [seed] [rounds]`. */
function main(): void {
  const [seed = "1", rounds = "2"] = process.argv.slice(2);
  for (const finding of searchAdversarial(Number(seed), Number(rounds)))
    process.stdout.write(`${JSON.stringify(finding)}\n`);
}

main();
