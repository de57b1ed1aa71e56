import { expect } from "@playwright/test";
import type {
  EndedBy,
  EndReason,
  Outcome,
} from "@ringback/shared/call/states.ts";
import { CALL_STATES } from "@ringback/shared/call/states.ts";
import type { CallView } from "@ringback/shared/call/view.ts";
import { endedSentence } from "@ringback/shared/call/words.ts";
import type { Phone, SipMessage } from "../asterisk/phones.ts";
import type { Live } from "../gateway/client.ts";
import type { PopupPage } from "./popup-page.ts";
import type { Records } from "./records.ts";

export type Ending = {
  outcome: Outcome;
  reason: EndReason;
  by: EndedBy;
  /** Q.850; null where nobody names one */
  cause: number | null;
};

/** Who tells of a call beside the browser. */
export type Tellers = { live: Live; records: Records };

/** The iden of the call that was placed last, once the live channel tells of it. */
export async function placedIden(live: Live, before: number): Promise<string> {
  const frame = await live.waitFor(
    (each) =>
      each.type === "call_updated" && live.frames.indexOf(each) >= before,
  );
  if (frame.type !== "call_updated") throw new Error("no call was placed");
  return frame.data.iden;
}

/** Waits for the end and checks that live channel, database and popup tell the same story of it. */
export async function expectEnding(
  iden: string,
  ending: Ending,
  { popup, ...tellers }: Tellers & { popup: PopupPage },
): Promise<CallView> {
  const last = await expectTold(iden, ending, tellers);
  await expect(popup.status).toHaveText(endedSentence(last));
  return last;
}

/** The same, whatever the browser shows. */
export async function expectTold(
  iden: string,
  ending: Ending,
  { live, records }: Tellers,
): Promise<CallView> {
  const last = await live.until(iden, (call) => call.state === "ended", 15_000);
  expect(told(last)).toEqual(ending);

  const record = records.call(iden);
  expect({
    state: record?.state,
    outcome: record?.outcome,
    reason: record?.end_reason,
    by: record?.ended_by,
    cause: record?.q850,
    deadline: record?.deadline_at,
  }).toEqual({ state: "ended", ...ending, deadline: null });

  const events = records.events(iden);
  expect(events.map((event) => event.view)).toEqual(live.story(iden));
  expectForwardOnly(events.map((event) => event.view));
  expect(events.filter((event) => event.type === "ended")).toHaveLength(1);
  return last;
}

function told(call: CallView): Ending {
  const { outcome, endReason, endedBy, cause } = call;
  if (outcome === null || endReason === null || endedBy === null) {
    throw new Error(`not ended: ${JSON.stringify(call)}`);
  }
  return { outcome, reason: endReason, by: endedBy, cause };
}

function expectForwardOnly(views: readonly CallView[]): void {
  const ranks = views.map((view) => CALL_STATES.indexOf(view.state));
  expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
}

/** The first INVITE a phone got. */
export async function inviteOf(phone: Phone): Promise<SipMessage> {
  return await phone.waitFor(
    (each) => each.direction === "received" && each.method === "INVITE",
  );
}

/** Whether the phone sent or got such a message: `sent 200`, `received CANCEL`. */
export function saw(
  phone: Phone,
  direction: "received" | "sent",
  what: string | number,
): boolean {
  return phone
    .messages()
    .some(
      (each) =>
        each.direction === direction &&
        (each.method === what || each.status === what),
    );
}
