/** `delivery`: how events of calls reach the programs that asked for them. */
import Type from "typebox";
import { flag, givenText, int, texts } from "../keys.ts";

const ms = { minimum: 10, maximum: 600000 };
const seconds = { minimum: 1, maximum: 604800 };
const kept = { minimum: 1, maximum: 1000000 };
const count = { minimum: 1, maximum: 10000 };

export const delivery = Type.Object(
  {
    allow: texts(
      "Addresses, CIDR ranges and host names of sinks in your own network: without an entry here only public addresses are asked. A host name is trusted with whatever address it has.",
      [],
      ["10.20.0.0/16", "fd00:20::/32", "crm.office.example"],
      {
        minLength: 1,
        pattern: "^[0-9A-Za-z._-]+$|^[0-9A-Fa-f.:]+(/[0-9]{1,3})?$",
        patternErrorMessage:
          'must be an address, a CIDR range such as "10.20.0.0/16", or a host name',
      },
    ),
    caFile: Type.Optional(
      givenText(
        "PEM file with your own certificate authority: trusted for what delivery.allow names, and for nothing else.",
        { examples: ["/etc/ringback/tls/office-ca.pem"], minLength: 1 },
      ),
    ),
    ports: texts(
      "Ports and ranges of ports that sinks may have, public ones and those in delivery.allow.",
      ["443", "8443"],
      ["443", "8000-8999"],
      {
        pattern: "^[0-9]{1,5}(-[0-9]{1,5})?$",
        patternErrorMessage: 'must be a port or a range such as "8000-8999"',
      },
    ),
    dnsServers: texts(
      "Name servers that are asked for sinks, as an address with or without a port. Left out: those of the system. The hosts file counts for names in delivery.allow alone.",
      [],
      ["192.0.2.53", "[2001:db8::53]:53"],
      { minLength: 2 },
    ),
    dnsTimeoutMs: int(
      "How long a name server may take to answer before it is asked again, or the next one; each further time it may take longer.",
      2000,
      { minimum: 250, maximum: 60000 },
    ),
    dnsTries: int("How often each name server is asked at most.", 2, {
      minimum: 1,
      maximum: 10,
    }),
    dnsRereadMs: int(
      "How often the system's list of name servers is read anew, where delivery.dnsServers is left out.",
      60000,
      { minimum: 10, maximum: 86400000 },
    ),
    addressesPerName: int(
      "Of a name's addresses, as many are tried where no connection comes about.",
      4,
      { minimum: 1, maximum: 100 },
    ),
    connectTimeoutMs: int(
      "How long connecting to a sink may take, TLS included.",
      3000,
      ms,
    ),
    totalTimeoutMs: int(
      "How long a sink may take to answer, connecting included.",
      10000,
      ms,
    ),
    attemptTimeoutMs: int(
      "How long one attempt may take with all its requests: the sink's token, the handshake, the event.",
      60000,
      ms,
    ),
    answerBytes: int(
      "Longest answer that is read; what is longer is cut off.",
      65536,
      { minimum: 1024, maximum: 1048576 },
    ),
    idleConnectionsPerHost: int(
      "Connections to one sink host that are kept for the next event.",
      8,
      { minimum: 0, maximum: 1000 },
    ),
    idleConnectionMs: int(
      "How long such a connection is kept without an event.",
      30000,
      ms,
    ),
    staleConnections: int(
      "Of kept connections that turn out to be closed, as many are passed over within one request.",
      3,
      { minimum: 0, maximum: 100 },
    ),
    concurrency: int("Events that are on their way at once.", 512, count),
    concurrencyPerClient: int(
      "As many of them may be of one client, so that none takes all.",
      256,
      count,
    ),
    concurrencyPerHost: int(
      "As many of one client's may go to one sink host.",
      16,
      count,
    ),
    concurrencyInTrouble: int(
      "As many while that host does not answer.",
      4,
      count,
    ),
    troubledHostsKept: int(
      "Hosts that do not answer and are remembered as such; the oldest are forgotten first.",
      10000,
      kept,
    ),
    retryDelaysSeconds: Type.Array(Type.Integer({ ...seconds }), {
      description:
        "How long to wait before the second, third, … attempt. After the last one the event is a dead letter.",
      default: [2, 10, 60, 300, 1800, 7200],
      examples: [[2, 10, 60, 300, 1800, 7200]],
      minItems: 1,
      maxItems: 50,
    }),
    jitterPercent: int(
      "By how much each wait may be longer or shorter, so that not all come at once.",
      20,
      { minimum: 0, maximum: 90 },
    ),
    retryAfterMaxSeconds: int(
      "Longest wait that a sink may ask for with Retry-After.",
      7200,
      seconds,
    ),
    dropSuperseded: flag(
      "Give up an event that failed once while a newer one of the same call waits. The final one is never given up for that.",
      false,
    ),
    holdSeconds: int(
      "How long an event waits for what it has yet to tell, such as the result of a recording; then it goes as it is.",
      600,
      seconds,
    ),
    leaseMs: int(
      "How long events stay with a gateway that has died; then they are sent by the next.",
      10000,
      { minimum: 300, maximum: 600000 },
    ),
    pollMs: int("How often events that are due are looked for.", 500, ms),
    deliveredHours: int("How long delivered events are kept.", 24, {
      minimum: 0,
      maximum: 8760,
    }),
    deadDays: int("How long dead letters are kept.", 30, {
      minimum: 0,
      maximum: 3650,
    }),
    retentionSweepMs: int("How often old events are removed.", 60000, {
      minimum: 10,
      maximum: 3600000,
    }),
    tokenSlackSeconds: int(
      "A fetched access token is fetched anew this long before it expires.",
      30,
      { minimum: 0, maximum: 3600 },
    ),
    tokenMaxSeconds: int(
      "Longest use of a fetched access token, whatever its server says; and of one whose server says nothing.",
      3600,
      seconds,
    ),
    tokensKept: int(
      "Fetched access tokens that are kept in memory; the oldest are fetched anew.",
      10000,
      kept,
    ),
    assertionSeconds: int(
      "How long the signed assertion is good that a token is fetched with.",
      60,
      { minimum: 5, maximum: 600 },
    ),
    origin: Type.Optional(
      givenText(
        "DNS name this gateway gives itself in the handshake of web hooks (WebHook-Request-Origin). Left out: this machine's host name.",
        {
          examples: ["ringback.example.com"],
          pattern: "^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$",
          patternErrorMessage: "must be a DNS name",
        },
      ),
    ),
    handshakeSeconds: int(
      "How long a sink's consent in the handshake is good.",
      3600,
      seconds,
    ),
    spacingMaxSeconds: int(
      "Longest pause between two events that a sink may ask for with WebHook-Allowed-Rate.",
      600,
      seconds,
    ),
    consentsKept: int(
      "Consents of sinks that are kept in memory; the oldest are asked for again.",
      10000,
      kept,
    ),
  },
  {
    additionalProperties: false,
    default: {},
    needsRestart: true,
    description:
      "How events of calls reach the programs that asked for them, and which addresses are asked at all. The same rules hold for addresses of tokens and keys that a program names.",
  },
);
