import type { CallView } from "@ringback/shared/call/view.ts";
import { endedSentence } from "@ringback/shared/call/words.ts";
import type { Live } from "../../gateway/client.ts";
import type { Ending } from "../../proof/agree.ts";
import type { Records } from "../../proof/records.ts";
import { expect } from "./fixture.ts";

type Witnesses = {
  live: Live;
  records: Records;
  /** what the person is told */
  told: () => Promise<string>;
};

/** Waits for the end: live channel, database and what Firefox shows must tell it alike. */
export async function expectEnding(
  iden: string,
  { outcome, reason, by, cause }: Ending,
  { live, records, told }: Witnesses,
): Promise<CallView> {
  const last = await live.until(iden, (call) => call.state === "ended", 15_000);
  expect(last).toMatchObject({
    outcome,
    endReason: reason,
    endedBy: by,
    cause,
  });
  expect(records.call(iden)).toMatchObject({
    state: "ended",
    outcome,
    end_reason: reason,
    ended_by: by,
    q850: cause,
    deadline_at: null,
  });
  expect(records.events(iden).map(({ view }) => view)).toEqual(
    live.story(iden),
  );
  await expect.poll(told).toContain(endedSentence(last));
  return last;
}
