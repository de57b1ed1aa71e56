import { checksHold } from "./testing-checks.ts";

checksHold([
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
    "an attempt with less time than one of its requests",
    { RINGBACK_DELIVERY_ATTEMPT_TIMEOUT_MS: "9999" },
    "delivery.totalTimeoutMs",
    { RINGBACK_DELIVERY_TOTAL_TIMEOUT_MS: "9999" },
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
]);
