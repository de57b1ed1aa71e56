import { checksHold } from "./testing-checks.ts";

checksHold([
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
]);
