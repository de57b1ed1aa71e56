import type { AstDb } from "./astdb.ts";
import type { Channel } from "./channel.ts";
import type { Exchange } from "./exchange.ts";

export type LegReport = {
  leg: "a" | "b";
  dialStatus: string;
  /** Q.850 */
  cause: number;
  answeredSeconds: number;
};

/** Says what became of a leg, as `ringback-report` of the dialplan does: AstDB first, then the event. */
export function reportLeg(
  exchange: Exchange,
  db: AstDb,
  channel: Channel,
  report: LegReport,
): void {
  const { leg, dialStatus, cause, answeredSeconds } = report;
  const iden = channel.variables.get("CLICK2DIALIDEN") ?? "";
  db.storeLeg(iden, leg, `${dialStatus}:${cause}:${answeredSeconds}`);
  exchange.userEvent(channel, "RingbackLeg", [
    ["Iden", iden],
    ["Leg", leg],
    ["DialStatus", dialStatus],
    ["Cause", cause],
    ["AnsweredTime", answeredSeconds],
  ]);
}
