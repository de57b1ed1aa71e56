/** What this gateway and `gateway/asterisk/click2dial.conf` agree on. The file's head says the same in the admin's words. */
import type { LegRole } from "@ringback/shared/call/states.ts";

export const LEG_A_CONTEXT = "click2dial-user";
export const TARGET_CONTEXT = "click2dial-target";
export const PROGRAM_A_CONTEXT = "ringback-program-a";
export const PROGRAM_B_CONTEXT = "ringback-program-b";
/** The one extension of the program contexts: no channel's name or extension tells a number. */
export const PROGRAM_EXTEN = "s";
export const REPORT_EVENT = "RingbackLeg";
export const ASTDB_FAMILY = "ringback";
const ASTDB_BUCKETS = 3;
const DAY_SECONDS = 86_400;

/** What the dialplan itself says of a leg. */
export type LegReport = {
  leg: LegRole;
  /** Dial's DIALSTATUS, or NONE, NOEXTEN, REFUSED */
  status: string;
  /** Q.850; 0 where Asterisk named none */
  cause: number;
  answeredSeconds: number;
  /** epoch milliseconds; only where it was read from AstDB */
  at?: number;
};

/** AstDB families that may hold a call's reports: today's bucket, yesterday's, and tomorrow's where this clock is behind the PBX's. */
export function reportFamilies(now: number): string[] {
  const day = Math.floor(now / 1000 / DAY_SECONDS);
  return [day, day - 1, day + 1].map(
    (each) => `${ASTDB_FAMILY}/${each % ASTDB_BUCKETS}`,
  );
}

/** `<DialStatus>:<Cause>:<AnsweredTime>:<epoch seconds>`; undefined for anything else. */
export function parseStoredReport(
  leg: LegRole,
  value: string,
): LegReport | undefined {
  const match = /^([A-Z]*):(\d*):(\d*):(\d+)$/.exec(value);
  if (match === null) return undefined;
  const [, status = "", cause = "", answered = "", epoch = ""] = match;
  return {
    leg,
    status,
    cause: Number(cause),
    answeredSeconds: Number(answered),
    at: Number(epoch) * 1000,
  };
}
