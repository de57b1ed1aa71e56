/** What other Asterisks show of a program's parties, and as many calls at once as in `npm test`, with voices. */
import { afterAll, beforeAll, describe, inject, it } from "vitest";
import { callCrowdAtOnce, openCrowd } from "../ctd/at-once.ts";
import { keepsMasks } from "../ctd/masks.ts";
import type { Stage } from "../ctd/stage.ts";

for (const suite of inject("suites")) keepsMasks(suite, true);

const CALLS = Number(process.env.SOAK_CALLS ?? 100);

describe.skipIf(!inject("suites").includes("sid"))("programs", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openCrowd(CALLS);
  }, 120_000);
  afterAll(() => stage.close());

  it(`${CALLS} calls at once on real Asterisk, both parties talking, each with its own sink`, async () => {
    await callCrowdAtOnce(stage, CALLS, { kind: "answers" });
  }, 180_000);
});
