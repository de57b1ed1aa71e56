/** The telephone accounts that calls of programs are proven with: as talkative about caller ids as Asterisk can be. */

/** One account of the PBX, and the person behind it. */
export interface Account {
  readonly endpoint: string;
  /** E.164 */
  readonly number: string;
  /** Of the house's own phones; outside, none. */
  readonly extension: string | undefined;
  readonly name: string;
  /** 0: it has no phone. */
  readonly port: number;
}

/** Numbers that belong to nobody here: what programs show in place of real ones. */
export const MASKS = ["+34960000011", "+34960000022", "+34960000033"] as const;

/** Behind the trunk, and unknown to it. */
export const NOWHERE = "+34935550000";

/** Account `n` of the house, or of somebody outside. */
export function account(
  place: "inside" | "outside",
  n: number,
  port: number,
): Account {
  const digits = String(n).padStart(2, "0");
  return place === "inside"
    ? {
        endpoint: `marta${digits}`,
        number: `+349110047${digits}`,
        extension: `81004${digits}`,
        name: `Marta${digits} Inside`,
        port,
      }
    : {
        endpoint: `oscar${digits}`,
        number: `+349320058${digits}`,
        extension: undefined,
        name: `Oscar${digits} Outside`,
        port,
      };
}

/** Everything on that makes Asterisk tell one party of the other. */
const TALKATIVE = [
  "send_pai = yes",
  "send_rpid = yes",
  "rpid_immediate = yes",
  "trust_id_inbound = yes",
  "trust_id_outbound = yes",
  "send_connected_line = yes",
  "send_diversion = yes",
  "send_history_info = yes",
  "direct_media = yes",
];

/** `pjsip.conf` of these accounts; each phone has its fixed place. */
export function accountsConf(accounts: readonly Account[]): string {
  return accounts
    .map(({ endpoint, number, name, port }) =>
      [
        `[${endpoint}](phone)`,
        `aors = ${endpoint}`,
        `callerid = "${name}" <${number}>`,
        ...TALKATIVE,
        `[${endpoint}](place)`,
        ...(port === 0 ? [] : [`contact = sip:${endpoint}@127.0.0.1:${port}`]),
        "",
      ].join("\n"),
    )
    .join("\n");
}

/** The trunk leads to those outside, each by a number; to everybody else it does not. */
export function trunkConf(accounts: readonly Account[]): string {
  const lines = accounts
    .filter(({ extension }) => extension === undefined)
    .map(
      ({ endpoint, number }) =>
        `exten => ${number},1,Dial(PJSIP/\${EXTEN}@${endpoint},60,b(ringback-header^s^1))\n same => n,Hangup(\${HANGUPCAUSE})`,
    );
  return ["[carrier]", ...lines].join("\n");
}
