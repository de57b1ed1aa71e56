import { checksHold } from "./testing-checks.ts";

checksHold([
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
]);
