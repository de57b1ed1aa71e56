import { importJWK, type JWK } from "jose";
import type { FetchJson } from "../clients/fetch-json.ts";
import { discoverKeys } from "../clients/issuers/discovery.ts";
import { readKeySet } from "../clients/key-set.ts";
import type { Config } from "../config/schema.ts";
import { type Finding, Findings, wordsOf } from "./finding.ts";

/** Whether each issuer's document and keys can be had, and whether a key of them can check a token. Never rejects. */
export async function examineIssuers(
  issuers: Config["issuers"],
  fetchJson: FetchJson,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [name, options] of Object.entries(issuers)) {
    const found = new Findings(`issuer ${name}`);
    const uri = await keyAddress(name, options, fetchJson, found);
    if (uri !== undefined)
      await examineKeys(uri, name, options.algorithms, fetchJson, found);
    findings.push(...found.all);
  }
  return findings;
}

async function keyAddress(
  name: string,
  { issuer, jwksUri }: Config["issuers"][string],
  fetchJson: FetchJson,
  found: Findings,
): Promise<string | undefined> {
  if (jwksUri !== undefined) return jwksUri;
  try {
    const uri = await discoverKeys(issuer, fetchJson);
    found.ok("metadata", `Its keys stand at ${uri}.`);
    return uri;
  } catch (fault) {
    found.fault(
      "metadata",
      `Its document cannot be had: ${wordsOf(fault)}.`,
      `See that ${issuer}/.well-known/openid-configuration can be fetched from here and says exactly this issuer, or set issuers.${name}.jwksUri.`,
    );
    return undefined;
  }
}

async function examineKeys(
  uri: string,
  name: string,
  algorithms: readonly string[],
  fetchJson: FetchJson,
  found: Findings,
): Promise<void> {
  let keys: readonly JWK[] | undefined;
  try {
    keys = readKeySet(await fetchJson(uri))?.keys;
  } catch (fault) {
    found.fault(
      "keys",
      `Its keys cannot be had: ${wordsOf(fault)}.`,
      `See that ${uri} can be fetched from here; an address that the metadata names must be public, or in delivery.allow.`,
    );
    return;
  }
  const usable: JWK[] = [];
  for (const key of keys ?? [])
    if (await isUsable(key, algorithms)) usable.push(key);
  if (usable.length > 0) {
    found.ok("keys", `${usable.length} of its keys can check tokens.`);
    return;
  }
  found.fault(
    "keys",
    `None of the ${keys?.length ?? 0} public keys at ${uri} is for a signature by ${algorithms.join(", ")}.`,
    `See that this is the issuer's JSON Web Key Set, and add its algorithm to issuers.${name}.algorithms.`,
  );
}

/** Whether a signature by one of these can be checked with it. */
async function isUsable(
  key: JWK,
  algorithms: readonly string[],
): Promise<boolean> {
  if (key.use !== undefined && key.use !== "sig") return false;
  const fitting = algorithms.filter(
    (each) => key.alg === undefined || key.alg === each,
  );
  const imported = await Promise.all(
    fitting.map((algorithm) =>
      importJWK(key, algorithm).then(
        () => familyOf(algorithm) === key.kty,
        () => false,
      ),
    ),
  );
  return imported.includes(true);
}

function familyOf(algorithm: string): string {
  if (/^[RP]S/.test(algorithm)) return "RSA";
  return algorithm.startsWith("ES") ? "EC" : "OKP";
}
