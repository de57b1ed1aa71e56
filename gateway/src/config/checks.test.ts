import { expect, test } from "vitest";
import { loadConfig } from "./load.ts";
import { PLACEHOLDER } from "./secret-checks.ts";
import { leastEnvironment } from "./testing.ts";

/** Each rule: what breaks it, the key it names, and what mends it. */
const rules: [
  string,
  Record<string, string>,
  string,
  Record<string, string>,
][] = [
  [
    "placeholder of a key",
    { RINGBACK_SECRETS_NONCE_KEY: PLACEHOLDER },
    "secrets.nonceKey",
    {},
  ],
  [
    "an allowed address that is none",
    { RINGBACK_DELIVERY_ALLOW: "crm.example,10.0.0.0/8,10.0.0.256" },
    "delivery.allow[2]",
    { RINGBACK_DELIVERY_ALLOW: "crm.example,10.0.0.0/8,fd00::/8,::1" },
  ],
  [
    "an allowed range that is none",
    { RINGBACK_DELIVERY_ALLOW: "10.0.0.0/33" },
    "delivery.allow[0]",
    { RINGBACK_DELIVERY_ALLOW: "10.0.0.0/32" },
  ],
  [
    "a range of ports from its end",
    { RINGBACK_DELIVERY_PORTS: "443,9000-8000" },
    "delivery.ports[1]",
    { RINGBACK_DELIVERY_PORTS: "443,8000-9000" },
  ],
  [
    "a port that does not exist",
    { RINGBACK_DELIVERY_PORTS: "70000" },
    "delivery.ports[0]",
    { RINGBACK_DELIVERY_PORTS: "1-65535" },
  ],
  [
    "a name server by name",
    { RINGBACK_DELIVERY_DNS_SERVERS: "ns.example" },
    "delivery.dnsServers[0]",
    { RINGBACK_DELIVERY_DNS_SERVERS: "127.0.0.1:53,[::1]:53,::1" },
  ],
  [
    "an authority of sinks that cannot be read",
    { RINGBACK_DELIVERY_CA_FILE: "/nonexistent/ca.pem" },
    "delivery.caFile",
    {},
  ],
  [
    "more at once to a host than at all",
    { RINGBACK_DELIVERY_CONCURRENCY_PER_HOST: "300" },
    "delivery.concurrencyPerHost",
    { RINGBACK_DELIVERY_CONCURRENCY_PER_HOST: "256" },
  ],
  [
    "connecting longer than all together",
    { RINGBACK_DELIVERY_CONNECT_TIMEOUT_MS: "20000" },
    "delivery.connectTimeoutMs",
    {
      RINGBACK_DELIVERY_CONNECT_TIMEOUT_MS: "20000",
      RINGBACK_DELIVERY_TOTAL_TIMEOUT_MS: "20000",
    },
  ],
  [
    "placeholder of the AMI",
    { RINGBACK_PBX_MAIN_SECRET: PLACEHOLDER },
    "pbx.main.secret",
    {},
  ],
  [
    "one key twice",
    { RINGBACK_SECRETS_TOKEN_KEY: "1F".repeat(32) },
    "secrets.tokenKey",
    {},
  ],
  [
    "one key for storage too",
    { RINGBACK_SECRETS_STORAGE_KEY: "2E".repeat(32) },
    "secrets.storageKey",
    {},
  ],
  [
    "a former key that is the present one, spelt in another way",
    {
      RINGBACK_SECRETS_PREVIOUS_NONCE_KEYS: `${"3d".repeat(32)} ${"1F".repeat(32)}`,
    },
    "secrets.previousNonceKeys",
    { RINGBACK_SECRETS_PREVIOUS_NONCE_KEYS: "3d".repeat(32) },
  ],
  [
    "a former key that is another's present one",
    { RINGBACK_SECRETS_PREVIOUS_TOKEN_KEYS: "1f".repeat(32) },
    "secrets.previousTokenKeys",
    { RINGBACK_SECRETS_PREVIOUS_TOKEN_KEYS: "3d".repeat(32) },
  ],
  [
    "the placeholder as a former key",
    {
      RINGBACK_SECRETS_PREVIOUS_TOKEN_KEYS: `${"3d".repeat(32)}\n${PLACEHOLDER}`,
    },
    "secrets.previousTokenKeys",
    { RINGBACK_SECRETS_PREVIOUS_TOKEN_KEYS: "3d".repeat(32) },
  ],
  [
    "a former key of storage that is in use",
    { RINGBACK_SECRETS_PREVIOUS_STORAGE_KEYS: "2e".repeat(32) },
    "secrets.previousStorageKeys",
    { RINGBACK_SECRETS_PREVIOUS_STORAGE_KEYS: "3d".repeat(32) },
  ],
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
  [
    "port too high",
    { RINGBACK_SERVER_LISTEN: "127.0.0.1:70000" },
    "server.listen",
    {},
  ],
  [
    "clear text for all",
    { RINGBACK_SERVER_LISTEN: "[::]:8089" },
    "server.listen",
    { RINGBACK_SERVER_ALLOW_INSECURE: "true" },
  ],
  [
    "figures for all",
    { RINGBACK_METRICS_LISTEN: "0.0.0.0:9464" },
    "metrics.listen",
    { RINGBACK_METRICS_ALLOW_REMOTE: "true" },
  ],
  [
    "figures on the gateway's own address",
    { RINGBACK_METRICS_LISTEN: "127.0.0.1:8089" },
    "metrics.listen",
    { RINGBACK_METRICS_LISTEN: "127.0.0.1:9464" },
  ],
  [
    "port of the figures too high",
    { RINGBACK_METRICS_LISTEN: "127.0.0.1:70000" },
    "metrics.listen",
    {},
  ],
  [
    "proxy",
    { RINGBACK_SERVER_TRUSTED_PROXIES: "::1,nowhere" },
    "server.trustedProxies[1]",
    {},
  ],
  [
    "AMI in clear",
    { RINGBACK_PBX_MAIN_HOST: "pbx.example.com" },
    "pbx.main.host",
    { RINGBACK_PBX_MAIN_TLS_ENABLED: "true" },
  ],
  [
    "AMI in clear, allowed",
    { RINGBACK_PBX_MAIN_HOST: "10.0.0.2" },
    "pbx.main.host",
    { RINGBACK_PBX_MAIN_ALLOW_CLEARTEXT: "true" },
  ],
  [
    "unknown PBX",
    { RINGBACK_DOMAINS: "{a.example: [main, other]}" },
    'domains["a.example"][1]',
    { RINGBACK_PBX_OTHER_SECRET: "x" },
  ],
  [
    "one domain twice",
    { RINGBACK_DOMAINS: "{a.b: [main], A.B: [main]}" },
    'domains["A.B"]',
    {},
  ],
  [
    "a password that counts too late",
    {
      RINGBACK_TERMINALS:
        "{pbx.example: {asterisk: {enabled: true}, cacheSeconds: 3}}",
    },
    'terminals["pbx.example"].cacheSeconds',
    { RINGBACK_LIVE_RECHECK_MS: "1999" },
  ],
  [
    "terminals of a domain that is not served",
    { RINGBACK_TERMINALS: "{other.example: {cacheSeconds: 1}}" },
    'terminals["other.example"]',
    { RINGBACK_DOMAINS: "{other.example: [main]}" },
  ],
  [
    "look-up for a domain that is not served",
    { RINGBACK_KAMAILIO: '{other.example: {key: "1"}}' },
    'kamailio["other.example"]',
    { RINGBACK_DOMAINS: "{other.example: [main]}" },
  ],
  [
    "terminals of a domain in capitals",
    {
      RINGBACK_DOMAINS: "{PBX.example: [main]}",
      RINGBACK_TERMINALS: "{PBX.example: {cacheSeconds: 1}}",
    },
    'terminals["PBX.example"]',
    {
      RINGBACK_DOMAINS: "{pbx.example: [main]}",
      RINGBACK_TERMINALS: "{pbx.example: {cacheSeconds: 1}}",
    },
  ],
  [
    "two sources of terminals",
    {
      RINGBACK_TERMINALS:
        '{pbx.example: {asterisk: {enabled: true}, realtime: {url: "sqlite:/r"}}}',
    },
    'terminals["pbx.example"].realtime',
    {
      RINGBACK_TERMINALS: '{pbx.example: {realtime: {url: "sqlite:/r"}}}',
    },
  ],
  [
    "pattern of endpoints",
    {
      RINGBACK_TERMINALS: '{pbx.example: {asterisk: {endpointPattern: "("}}}',
    },
    'terminals["pbx.example"].asterisk.endpointPattern',
    {},
  ],
  ["no such country", { RINGBACK_NUMBERS_REGION: "ZZ" }, "numbers.region", {}],
  [
    "national of where",
    { RINGBACK_DIALING_FORM: "national" },
    "numbers.region",
    { RINGBACK_NUMBERS_REGION: "ES" },
  ],
  [
    "inland of where",
    { RINGBACK_DIALING_ALLOW_INTERNATIONAL: "false" },
    "numbers.region",
    { RINGBACK_NUMBERS_REGION: "ES" },
  ],
  [
    "ringing default",
    { RINGBACK_CLICK2CALL_DIAL_TIMEOUT_SECONDS: "121" },
    "click2call.dialTimeoutSeconds",
    { RINGBACK_CLICK2CALL_DIAL_TIMEOUT_MAX_SECONDS: "121" },
  ],
  [
    "duration default",
    { RINGBACK_CLICK2CALL_MAX_DURATION_MAX_MS: "5000" },
    "click2call.maxDurationMs",
    {},
  ],
  [
    "headers",
    { RINGBACK_SERVER_REQUEST_TIMEOUT_MS: "9000" },
    "server.headersTimeoutMs",
    {},
  ],
  [
    "renewal",
    { RINGBACK_SESSION_RENEWABLE_SECONDS: "60" },
    "session.tokenTtlSeconds",
    {},
  ],
  [
    "back-off",
    { RINGBACK_PBX_MAIN_BACKOFF_MAX_MS: "100" },
    "pbx.main.backoffMinMs",
    {},
  ],
  [
    "nonce life",
    { RINGBACK_CLICK2CALL_NONCE_TTL_SECONDS: "301" },
    "click2call.nonceTtlSeconds",
    {},
  ],
];

test.each(rules)(
  "%s is a fault that names the key and not a secret",
  (_, broken, key) => {
    const { faults } = loadConfig({ env: { ...leastEnvironment, ...broken } });
    expect(faults?.map((fault) => fault.key)).toEqual([key]);
    expect(JSON.stringify(faults)).not.toContain("ami-secret");
  },
);

const mendable = rules.filter(
  ([, , , mended]) => Object.keys(mended).length > 0,
);
test.each(mendable)("%s can be mended", (_, broken, key, mended) => {
  const env = { ...leastEnvironment, ...broken, ...mended };
  expect(loadConfig({ env }).faults, key).toBeUndefined();
});
