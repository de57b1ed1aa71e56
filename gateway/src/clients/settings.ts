/** What an admin may say of a program, checked, as the database keeps it. */
import { isScope, SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { AdminError } from "../store/admin-error.ts";
import type { ClientsTable } from "../store/client-tables.ts";
import { publicKeySet } from "./key-set.ts";
import { readTokenSource, tokenSourceText } from "./token-source.ts";

export type ClientSettings = {
  name: string;
  /** the SIP domain whose PBX places its calls */
  domain: string;
  scopes: readonly string[];
  trunkCaller: boolean;
  /** E.164 beginnings; none: any number */
  callerPrefixes: readonly string[];
  calleePrefixes: readonly string[];
  premium: boolean;
  international: boolean;
  callsPerMinute: number;
  callsAtOnce: number;
  /** E.164 */
  maskNumbers: readonly string[];
  recordingBeep: boolean;
  handshake: boolean;
  /** `ID@URI` each: where tokens for its sinks may be fetched, and as whom */
  tokenUris: readonly string[];
  enabled: boolean;
  /** Its own keys, for `private_key_jwt`: a JSON Web Key Set, or where it stands; null takes them away. */
  keys: { jwks: string } | { uri: string } | null;
  /** what another issuer calls it; null: nobody else speaks for it */
  external: { issuer: string; id: string } | null;
};

/** Members that are undefined, or not there, were not spoken of. */
export type SaidSettings = {
  [K in keyof ClientSettings]?: ClientSettings[K] | undefined;
};

const NAME_PATTERN = /^[^\s\p{C}][^\p{C}]{0,63}$/u;
const PREFIX_PATTERN = /^\+[1-9]\d{0,14}$/;
const MOST_CALLS = 100_000;
const LONGEST_EXTERNAL_ID = 255;

type Row = Partial<Omit<ClientsTable, "id" | "workspace_id" | "created_at">>;

/** The columns of what was said, and of nothing else. Throws AdminError. */
export function columnsOf(settings: SaidSettings): Row {
  return {
    ...namesOf(settings),
    ...switchesOf(settings),
    ...numbersOf(settings),
    ...tokenColumns(settings),
    ...(settings.keys !== undefined && keyColumns(settings.keys)),
    ...(settings.external !== undefined && externalColumns(settings.external)),
  };
}

function namesOf({ name, domain, scopes }: SaidSettings): Row {
  if (name !== undefined && !NAME_PATTERN.test(name))
    throw new AdminError(
      "a program's name has 1 to 64 printable characters and does not begin with a space",
    );
  return {
    ...(name !== undefined && { name }),
    ...(domain !== undefined && { domain }),
    ...(scopes !== undefined && { scopes: scopeText(scopes) }),
  };
}

function scopeText(scopes: readonly string[]): string {
  const wrong = scopes.find((scope) => !isScope(scope));
  if (wrong !== undefined)
    throw new AdminError(
      `there is no scope ${wrong}: known are ${SCOPES.join(", ")}`,
    );
  if (scopes.length === 0)
    throw new AdminError("a program without a scope could do nothing");
  return SCOPES.filter((scope) => scopes.includes(scope)).join(" ");
}

function switchesOf(settings: SaidSettings): Row {
  const bit = (value: boolean) => (value ? 1 : 0);
  const { trunkCaller, premium, international } = settings;
  const { recordingBeep, handshake, enabled } = settings;
  return {
    ...(trunkCaller !== undefined && { trunk_caller: bit(trunkCaller) }),
    ...(premium !== undefined && { premium: bit(premium) }),
    ...(international !== undefined && { international: bit(international) }),
    ...(recordingBeep !== undefined && { recording_beep: bit(recordingBeep) }),
    ...(handshake !== undefined && { handshake: bit(handshake) }),
    ...(enabled !== undefined && { enabled: bit(enabled) }),
  };
}

function numbersOf(settings: SaidSettings): Row {
  const { callerPrefixes, calleePrefixes, maskNumbers } = settings;
  const { callsPerMinute, callsAtOnce } = settings;
  return {
    ...(callerPrefixes !== undefined && {
      caller_prefixes: JSON.stringify(callerPrefixes.map(needPrefix)),
    }),
    ...(calleePrefixes !== undefined && {
      callee_prefixes: JSON.stringify(calleePrefixes.map(needPrefix)),
    }),
    ...(maskNumbers !== undefined && {
      mask_numbers: JSON.stringify([...new Set(maskNumbers.map(needE164))]),
    }),
    ...(callsPerMinute !== undefined && {
      calls_per_minute: needCount(callsPerMinute),
    }),
    ...(callsAtOnce !== undefined && { calls_at_once: needCount(callsAtOnce) }),
  };
}

function tokenColumns({ tokenUris }: SaidSettings): Row {
  if (tokenUris === undefined) return {};
  return {
    token_uris: JSON.stringify([...new Set(tokenUris.map(needSource))]),
  };
}

function needSource(text: string): string {
  const source = readTokenSource(text);
  if (source !== undefined) return tokenSourceText(source);
  // Not repeated: an address that is refused may hold a password.
  throw new AdminError(
    `what was given is not a client id and a token address: it looks like crm@https://login.example.com/token`,
  );
}

function needPrefix(text: string): string {
  if (PREFIX_PATTERN.test(text)) return text;
  throw new AdminError(
    `${text} is not the beginning of an E.164 number: it looks like +34`,
  );
}

function needE164(text: string): string {
  const parsed = parsePhoneNumberFromString(text);
  if (parsed?.isPossible()) return parsed.number;
  throw new AdminError(`${text} is not an E.164 number: +34 and so on`);
}

function needCount(count: number): number {
  if (Number.isInteger(count) && count >= 1 && count <= MOST_CALLS)
    return count;
  throw new AdminError(
    `a number of calls is a whole number from 1 to ${MOST_CALLS}`,
  );
}

function keyColumns(keys: ClientSettings["keys"]): Row {
  if (keys === null) return { jwks: null, jwks_uri: null };
  if ("uri" in keys) return { jwks: null, jwks_uri: needKeyAddress(keys.uri) };
  const set = publicKeySet(keys.jwks);
  if (typeof set === "string") throw new AdminError(set);
  return { jwks: JSON.stringify(set), jwks_uri: null };
}

function needKeyAddress(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === "https:" && url.username + url.password === "")
    return url.href;
  throw new AdminError("keys are fetched from an address with https://");
}

function externalColumns(external: ClientSettings["external"]): Row {
  if (external === null) return { external_issuer: null, external_id: null };
  if (external.id === "" || external.id.length > LONGEST_EXTERNAL_ID)
    throw new AdminError(
      `an external id has 1 to ${LONGEST_EXTERNAL_ID} characters`,
    );
  return { external_issuer: external.issuer, external_id: external.id };
}
