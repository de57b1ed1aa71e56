import { checksHold } from "./testing-checks.ts";

checksHold([
  [
    "an issuer in clear text",
    { RINGBACK_OAUTH_ISSUER: "http://ringback.example" },
    "oauth.issuer",
    { RINGBACK_OAUTH_ISSUER: "http://127.0.0.1:8089" },
  ],
  [
    "keys of an issuer in clear text",
    {
      RINGBACK_ISSUERS_OFFICE_ISSUER: "https://login.example",
      RINGBACK_ISSUERS_OFFICE_AUDIENCE: "ringback",
      RINGBACK_ISSUERS_OFFICE_JWKS_URI: "http://login.example/keys",
    },
    "issuers.office.jwksUri",
    { RINGBACK_ISSUERS_OFFICE_JWKS_URI: "https://login.example/keys" },
  ],
  [
    "an issuer whose name is no address",
    {
      RINGBACK_ISSUERS_OFFICE_ISSUER: "https://[login",
      RINGBACK_ISSUERS_OFFICE_AUDIENCE: "ringback",
    },
    "issuers.office.issuer",
    { RINGBACK_ISSUERS_OFFICE_ISSUER: "https://login.example" },
  ],
  [
    "the gateway itself as another issuer",
    {
      RINGBACK_OAUTH_ISSUER: "https://ringback.example",
      RINGBACK_ISSUERS_OFFICE_ISSUER: "https://ringback.example",
      RINGBACK_ISSUERS_OFFICE_AUDIENCE: "ringback",
    },
    "issuers.office.issuer",
    { RINGBACK_ISSUERS_OFFICE_ISSUER: "https://login.example" },
  ],
  [
    "a signing key that signs before everybody has it",
    { RINGBACK_OAUTH_KEYS_MAX_AGE_SECONDS: "1000" },
    "oauth.keysMaxAgeSeconds",
    { RINGBACK_OAUTH_KEY_LEAD_SECONDS: "1000" },
  ],
  [
    "fetched keys used shorter than they are fresh",
    { RINGBACK_OAUTH_JWKS_STALE_SECONDS: "200" },
    "oauth.jwksFreshSeconds",
    { RINGBACK_OAUTH_JWKS_FRESH_SECONDS: "100" },
  ],
]);
