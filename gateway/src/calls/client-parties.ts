import { type DialPolicy, refusalOf } from "../dialing/policy.ts";
import {
  type DialRules,
  resolveDestination,
  toE164,
} from "../dialing/rules.ts";
import type { NumberDirectory } from "../terminals/port.ts";
import { DomainError } from "./errors.ts";
import type { ClientParty } from "./place-for-client.ts";

/** What a program may ring. */
export type ClientRights = {
  workspaceId: string;
  /** chooses the PBX where the caller is outside */
  domain: string;
  /** whether it may ring an outside number as the caller */
  trunkCaller: boolean;
  policy: {
    /** E.164 beginnings; none: any number */
    callerPrefixes: readonly string[];
    calleePrefixes: readonly string[];
    premium: boolean;
    international: boolean;
  };
};

export type PartyOptions = {
  numbers: NumberDirectory;
  rules: DialRules;
  /** of the house; the client's own stands beside it, and both must allow */
  policy: DialPolicy;
};

export type Parties = {
  caller: ClientParty;
  callee: ClientParty;
  /** chooses the PBX */
  domain: string;
};

/**
 * Numbers are compared, shown and looked for as they are written, so each has to be written in the one way of E.164.
 * Throws DomainError `invalid_phone_number` or `same_caller_callee`.
 */
export function needTwoNumbers(
  callerNumber: string,
  calleeNumber: string,
): void {
  needE164(callerNumber, "caller");
  needE164(calleeNumber, "callee");
  if (callerNumber !== calleeNumber) return;
  throw new DomainError(
    "validation",
    "same_caller_callee",
    "caller and callee cannot be the same number",
  );
}

/**
 * Who the two numbers are, of which `needTwoNumbers` has nothing to say: a terminal of the client's workspace, else somebody behind the trunk.
 * Throws DomainError `caller_not_available` or `callee_not_available` for those the client may not ring, `invalid_phone_number`.
 */
export async function resolveParties(
  callerNumber: string,
  calleeNumber: string,
  client: ClientRights,
  options: PartyOptions,
): Promise<Parties> {
  const find = (number: string) =>
    options.numbers.findByNumber(client.workspaceId, number);
  const [own, other] = await Promise.all([
    find(callerNumber),
    find(calleeNumber),
  ]);
  needPrefix(callerNumber, client.policy.callerPrefixes, "caller");
  needPrefix(calleeNumber, client.policy.calleePrefixes, "callee");
  if (own === undefined && !client.trunkCaller) {
    throw notAvailable("caller", "it is no number of this telephone system");
  }
  const caller: ClientParty =
    own === undefined
      ? outside(callerNumber, client, "caller", options)
      : { kind: "terminal", terminal: own };
  const domain = own?.domain ?? client.domain;
  const callee: ClientParty =
    // A terminal of another domain is behind the trunk for this PBX.
    other?.domain === domain
      ? { kind: "terminal", terminal: other }
      : outside(calleeNumber, client, "callee", options);
  return { caller, callee, domain };
}

function outside(
  number: string,
  client: ClientRights,
  who: "caller" | "callee",
  { rules, policy }: PartyOptions,
): ClientParty {
  const destination = resolveDestination(number, rules);
  if (destination?.kind !== "outside") {
    throw new DomainError(
      "validation",
      "invalid_phone_number",
      `the ${who}'s number belongs to no numbering plan`,
    );
  }
  const { premium, international } = client.policy;
  const own: DialPolicy = {
    ...policy,
    allowPremium: premium,
    allowInternational: international,
  };
  const refusal =
    refusalOf(destination, policy, rules) ?? refusalOf(destination, own, rules);
  if (refusal !== undefined) {
    throw notAvailable(who, `not allowed: ${refusal.replaceAll("_", " ")}`);
  }
  return { kind: "outside", destination };
}

function needE164(number: string, who: "caller" | "callee"): void {
  const e164 = toE164(number);
  if (e164 === undefined || e164 === number) return;
  throw new DomainError(
    "validation",
    "invalid_phone_number",
    `the ${who}'s number is written ${e164} in E.164`,
  );
}

function needPrefix(
  number: string,
  prefixes: readonly string[],
  who: "caller" | "callee",
): void {
  if (prefixes.length === 0) return;
  if (prefixes.some((prefix) => number.startsWith(prefix))) return;
  throw notAvailable(who, "not allowed: denied prefix");
}

function notAvailable(who: "caller" | "callee", why: string): DomainError {
  return new DomainError(
    "unavailable",
    `${who}_not_available`,
    `the ${who} cannot be rung: ${why}`,
  );
}
