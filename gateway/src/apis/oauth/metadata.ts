import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import { SIGNATURES } from "../../clients/key-set.ts";
import { SIGNATURE } from "../../clients/signing/key.ts";

export const PATHS = {
  token: "/oauth/token",
  revoke: "/oauth/revoke",
  jwks: "/oauth/jwks",
  server: "/.well-known/oauth-authorization-server",
  openid: "/.well-known/openid-configuration",
} as const;

const METHODS = [
  "client_secret_basic",
  "client_secret_post",
  "private_key_jwt",
];

/** What a program must know to get a token (RFC 8414 §2), with the members that OpenID Connect Discovery asks for besides. */
export function metadataOf(issuer: string) {
  return {
    issuer,
    token_endpoint: issuer + PATHS.token,
    revocation_endpoint: issuer + PATHS.revoke,
    jwks_uri: issuer + PATHS.jwks,
    scopes_supported: SCOPES,
    grant_types_supported: ["client_credentials"],
    // There is no page to sign in at: nobody but programs gets tokens here.
    response_types_supported: [],
    token_endpoint_auth_methods_supported: METHODS,
    token_endpoint_auth_signing_alg_values_supported: SIGNATURES,
    revocation_endpoint_auth_methods_supported: METHODS,
    revocation_endpoint_auth_signing_alg_values_supported: SIGNATURES,
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [SIGNATURE],
  };
}
