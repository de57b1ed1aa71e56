import type { FetchJson } from "../fetch-json.ts";

/** Where an issuer says that its keys are (OpenID Connect Discovery 1.0 §4). Throws where its document is another's, or has none. */
export async function discoverKeys(
  issuer: string,
  fetchJson: FetchJson,
): Promise<string> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const document = await fetchJson(url);
  const member = (name: string): unknown =>
    typeof document === "object" && document !== null
      ? Reflect.get(document, name)
      : undefined;
  if (member("issuer") !== issuer)
    throw new Error(`${url} is not the document of ${issuer}`);
  const uri = member("jwks_uri");
  if (typeof uri !== "string") throw new Error(`${url} names no jwks_uri`);
  return uri;
}
