/** Whether a terminal's password is one the gateway can check: asked of the PBX, or of its realtime database. */
import { createHash } from "node:crypto";
import { ha1 } from "@ringback/shared/digest.ts";
import { type Account, isName, judge } from "../terminals/found/account.ts";
import type { Findings } from "./finding.ts";
import type { CheckedTerminal } from "./terminals.ts";

/** Asterisk's own where an account names none. */
const DEFAULT_REALM = "asterisk";

/** Where a domain's terminals are found beside the gateway's own table, as `terminals` has it. */
export type FoundIn = {
  source: "asterisk" | "realtime";
  endpointPattern?: string | undefined;
};

type Read = (endpoint: string) => Promise<Account>;

/** A terminal that is in no list of the gateway's own: the PBX's word counts. */
export async function examineFoundTerminal(
  read: Read,
  { aor, username, domain }: CheckedTerminal,
  { source, endpointPattern }: FoundIn,
  found: Findings,
): Promise<void> {
  const check = "sign-in";
  if (!isName(username)) {
    found.fault(
      check,
      `${username} cannot be the name of an endpoint.`,
      "Names have 1 to 64 letters, digits, dots, dashes and underscores.",
    );
    return;
  }
  if (!new RegExp(endpointPattern ?? "", "u").test(username)) {
    found.fault(
      check,
      `The endpointPattern ${endpointPattern} does not fit ${username}.`,
      `If it is to call, widen terminals.${domain}.${source}.endpointPattern.`,
    );
    return;
  }
  const account = await read(username);
  const verdict = judge(account, { username, domain });
  if (verdict === undefined) {
    found.fault(
      check,
      `There is no endpoint ${username} with an account and an address of record.`,
      `Give the endpoint ${username} an auth and an aor on the PBX, or sign in with the name of another endpoint.`,
    );
  } else if ("refused" in verdict) {
    found.fault(
      check,
      `${aor} cannot sign in: ${verdict.refused}.`,
      verdict.mend,
    );
  } else {
    found.ok(
      check,
      `It signs in with the password of its account ${account.auth} (${account.authType}); its extension is ${verdict.extension}.`,
    );
  }
}

/** A terminal of the gateway's own table: an HA1 copied from the PBX must be of the AoR's name and domain. */
export async function examineOwnPassword(
  read: Read,
  terminal: CheckedTerminal,
  found: Findings,
): Promise<void> {
  const check = "realm";
  const { username, domain, endpoint } = terminal;
  const account = await read(endpoint);
  const { password, md5Hash, auth } = account;
  const realm = account.realm || DEFAULT_REALM;
  const of = (place: string) => ha1(md5, username, place, password);
  const isSip =
    password === ""
      ? md5Hash.toLowerCase() === terminal.ha1
      : [of(domain), of(realm)].includes(terminal.ha1);
  // A password of its own is as good.
  if (!isSip) return;
  const fits =
    password === ""
      ? account.realm === domain && account.username === username
      : of(domain) === terminal.ha1;
  if (fits) {
    found.ok(check, "It signs in with its SIP password.");
    return;
  }
  found.fault(
    check,
    `Its HA1 is the one of the account ${auth}, for ${account.username || username} in the realm "${realm}": no password fits ${terminal.aor}.`,
    `Give it an HA1 of ${username}:${domain}:password: \`ringback terminal password ${terminal.aor} --password-stdin\`.`,
  );
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
