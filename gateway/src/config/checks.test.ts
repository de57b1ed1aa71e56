import { checksHold } from "./testing-checks.ts";

checksHold([
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
]);
