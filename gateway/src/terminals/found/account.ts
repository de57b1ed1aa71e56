import { createHash } from "node:crypto";
import { ha1 } from "@ringback/shared/digest.ts";

/** What a telephone system tells of an endpoint and its account, as it tells it; "" where there is nothing. */
export type Account = {
  /** name of the account; "" where there is no such endpoint */
  auth: string;
  /** names of the addresses of record: without one no phone can ring */
  aors: string;
  /** `"Alice" <101>` */
  callerId: string;
  authType: string;
  username: string;
  password: string;
  realm: string;
  /** MD5(username:realm:password), or "" */
  md5Hash: string;
  /** digests the account takes, `MD5,SHA-256`; "" where the system is too old to say */
  algorithms: string;
};

/** Asks a telephone system. */
export interface AccountSource {
  /** Takes as long for an endpoint that is not there as for one that is. Rejects where the system cannot be asked. */
  read(endpoint: string): Promise<Account>;
  close(): Promise<void>;
}

/** What makes an account a terminal. */
export type Eligible = { ha1: string; extension: string };

/** Why an endpoint that is there can not call, and what the admin can do; the first text goes into the log. */
export type Refused = { refused: string; mend: string };

/** Both become part of dialplan expressions at the PBX, where a comma or a bracket would begin another argument. */
const NAME = /^[A-Za-z0-9_.-]{1,64}$/;
const HASH = /^[0-9a-f]{32}$/;
const CALLER_NUMBER = /^(?:.*<(\+?\d{1,20})>|(\+?\d{1,20}))$/;

export function isName(text: string): boolean {
  return NAME.test(text);
}

/** The first of a comma-separated list: Asterisk takes several accounts and addresses. */
export function firstOf(list: string): string {
  return list.split(",")[0]?.trim() ?? "";
}

/** The credential of an AoR by what its endpoint's account holds; undefined where there is no such endpoint with an account and an address. */
export function judge(
  account: Account,
  aor: { username: string; domain: string },
): Eligible | Refused | undefined {
  if (account.auth === "" || account.aors === "") return undefined;
  const key = keyOf(account, aor);
  if (typeof key !== "string") return key;
  return { ha1: key, extension: extensionOf(account, aor.username) };
}

function keyOf(
  account: Account,
  aor: { username: string; domain: string },
): string | Refused {
  const { auth, authType, password, algorithms } = account;
  const takesMd5 = algorithms === "" || /\bMD5\b/i.test(algorithms);
  switch (authType) {
    case "userpass":
      return password === ""
        ? {
            refused: `its account ${auth} has no password`,
            mend: `Give the account ${auth} a password.`,
          }
        : computed(password, aor);
    case "md5":
      return stored(account, aor);
    case "digest":
      if (!takesMd5)
        return {
          refused: `its account ${auth} takes no MD5: ${algorithms}`,
          mend: `Add MD5 to supported_algorithms_uas of the account ${auth}.`,
        };
      return password === "" ? stored(account, aor) : computed(password, aor);
    default:
      return unusable(auth, authType);
  }
}

/** Asterisk says a type of every account it has; it has none without a password, and without func_sorcery it says nothing. */
function unusable(auth: string, authType: string): Refused {
  return {
    refused: `its account ${auth} is of type ${authType || "unknown"}; userpass, md5 and digest with MD5 can be used`,
    mend:
      authType === ""
        ? `See in Asterisk's log whether it takes the account ${auth} (it must have a password), and load func_sorcery: \`asterisk -rx "module load func_sorcery.so"\`.`
        : `Set auth_type = userpass and a password for the account ${auth}.`,
  };
}

function computed(
  password: string,
  aor: { username: string; domain: string },
): string {
  return ha1(md5, aor.username, aor.domain, password);
}

/** A hash holds the name and the realm it was made for: it fits only where these are the AoR's. */
function stored(
  { auth, username, realm, md5Hash }: Account,
  aor: { username: string; domain: string },
): string | Refused {
  const hash = md5Hash.toLowerCase();
  const mend = `Make md5_cred of the account ${auth} of ${aor.username}:${aor.domain}:password, with username = ${aor.username} and realm = ${aor.domain}; or give it its password instead.`;
  const refused = (words: string) => ({
    refused: `its account ${auth} ${words}`,
    mend,
  });
  if (!HASH.test(hash)) return refused("has no MD5 hash");
  if (realm !== aor.domain)
    return refused(
      `holds a hash for the realm "${realm}", which is not the domain ${aor.domain}`,
    );
  return username === aor.username
    ? hash
    : refused("holds a hash for another user name than its endpoint's");
}

function extensionOf({ callerId }: Account, endpoint: string): string {
  const [, bracketed, bare] = CALLER_NUMBER.exec(callerId.trim()) ?? [];
  return bracketed ?? bare ?? endpoint;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
