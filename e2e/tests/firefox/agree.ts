import type { CallView } from "@ringback/shared/call/view.ts";
import { endedSentence } from "@ringback/shared/call/words.ts";
import { type Ending, expectTold, type Tellers } from "../../proof/agree.ts";
import { expect } from "./fixture.ts";

/** Waits for the end: live channel, database and what Firefox shows must tell it alike. */
export async function expectEnding(
  iden: string,
  ending: Ending,
  /** `told`: what the person is told */
  { told, ...tellers }: Tellers & { told: () => Promise<string> },
): Promise<CallView> {
  const last = await expectTold(iden, ending, tellers);
  await expect.poll(told).toContain(endedSentence(last));
  return last;
}
