/** What other Asterisks show of a program's parties, and as many calls at once on real Asterisk as `npm test` plays on the simulator. */
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { callAllAtOnce } from "../ctd/at-once.ts";
import { keepsMasks } from "../ctd/masks.ts";
import { openStage, type Stage } from "../ctd/stage.ts";

for (const suite of inject("suites")) keepsMasks(suite, true);

const CALLS = Number(process.env.SOAK_CALLS ?? 100);

describe.skipIf(!inject("suites").includes("sid"))("programs", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ accounts: CALLS, isCrowd: true });
  }, 120_000);
  afterAll(() => stage.close());

  it(`${CALLS} calls at once on real Asterisk, each with its own sink`, async () => {
    const program = await stage.program();
    const pairs: Parameters<typeof callAllAtOnce>[1][number][] = [];
    for (let n = 0; n < CALLS; n++)
      pairs.push({
        caller: await stage.inside(),
        callee: await stage.outside(),
      });
    await callAllAtOnce(program, pairs, () => stage.sink());
  }, 120_000);
});
