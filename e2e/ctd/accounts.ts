/** The telephone accounts that calls of programs are proven with: as talkative about caller ids as Asterisk can be. */

import type { Suite } from "../asterisk/packages.ts";

/** One account of the PBX, and the person behind it. */
export interface Account {
  readonly endpoint: string;
  /** E.164 */
  readonly number: string;
  /** Of the house's own phones; outside, none. */
  readonly extension: string | undefined;
  readonly name: string;
  readonly place: Place;
  /** 0: it has no phone. */
  readonly port: number;
}

/** Numbers that belong to nobody here: what programs show in place of real ones. */
export const MASKS = ["+34960000011", "+34960000022", "+34960000033"] as const;

/** Behind the trunk, and unknown to it. */
export const NOWHERE = "+34935550000";

/** In the house, behind the trunk, or behind a trunk that lets nobody ring for longer than a second. */
export type Place = "inside" | "outside" | "hasty";

const PEOPLE: Record<Place, { name: string; number: string }> = {
  inside: { name: "Marta", number: "+34911004" },
  outside: { name: "Oscar", number: "+34932005" },
  hasty: { name: "Irene", number: "+34934006" },
};

/** Account `n` of a place. */
export function account(place: Place, n: number, port: number): Account {
  const digits = String(n).padStart(3, "0");
  const { name, number } = PEOPLE[place];
  return {
    endpoint: `${name.toLowerCase()}${digits}`,
    number: `${number}${digits}`,
    extension: place === "inside" ? `8100${digits}` : undefined,
    name: `${name}${digits} Sample`,
    place,
    port,
  };
}

/** Everything on that makes Asterisk tell one party of the other; of all versions. */
const TALKATIVE = [
  "send_pai = yes",
  "send_rpid = yes",
  "rpid_immediate = yes",
  "trust_id_inbound = yes",
  "trust_id_outbound = yes",
  "send_connected_line = yes",
  "send_diversion = yes",
  "direct_media = yes",
];

/** What only newer ones know. */
const MORE_TALKATIVE: Record<Suite, readonly string[]> = {
  sid: ["send_history_info = yes"],
  bullseye: [],
};

/** `pjsip.conf` of these accounts; each phone has its fixed place. */
export function accountsConf(
  accounts: readonly Account[],
  suite: Suite,
): string {
  return accounts
    .map(({ endpoint, number, name, port }) =>
      [
        `[${endpoint}](phone)`,
        `aors = ${endpoint}`,
        `callerid = "${name}" <${number}>`,
        ...TALKATIVE,
        ...MORE_TALKATIVE[suite],
        `[${endpoint}](place)`,
        ...(port === 0 ? [] : [`contact = sip:${endpoint}@127.0.0.1:${port}`]),
        "",
      ].join("\n"),
    )
    .join("\n");
}

const RINGS_FOR: Record<Place, number> = { inside: 0, outside: 60, hasty: 1 };
/** One says why it ends, as it should; the other does not. */
const ENDS_WITH: Record<Place, string> = {
  inside: "",
  outside: `Hangup(\${HANGUPCAUSE})`,
  hasty: "Hangup()",
};

/** The trunk leads to those outside, each by a number; to everybody else it does not. Phones of the house call each other by extension. */
export function dialplanOf(accounts: readonly Account[]): string {
  const trunk = accounts
    .filter(({ place }) => RINGS_FOR[place] > 0)
    .map(
      ({ endpoint, number, place }) =>
        `exten => ${number},1,Dial(PJSIP/\${EXTEN}@${endpoint},${RINGS_FOR[place]},b(ringback-header^s^1))\n same => n,${ENDS_WITH[place]}`,
    );
  const house = accounts.flatMap(({ endpoint, extension }) =>
    extension === undefined
      ? []
      : [`exten => ${extension},1,Dial(PJSIP/${endpoint},30)`],
  );
  return ["[carrier]", ...trunk, "[from-internal](+)", ...house].join("\n");
}
