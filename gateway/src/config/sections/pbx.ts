/** `pbx`: the telephone systems, by a name of your own. */
import Type from "typebox";
import { flag, givenText, int, secretText, text, texts } from "../keys.ts";

export const PBX_NAME_PATTERN = "^[a-z][a-z0-9-]{0,31}$";

const tls = Type.Object(
  {
    enabled: flag(
      "Connect by TLS (tlsenable=yes in manager.conf, port 5039).",
      false,
    ),
    caFile: Type.Optional(
      givenText(
        "PEM file of the authority that signed the PBX's certificate. Left out: the system's own.",
        { examples: ["/etc/ringback/pbx-ca.pem"], minLength: 1 },
      ),
    ),
    servername: Type.Optional(
      givenText("Name the PBX's certificate must carry. Left out: the host.", {
        examples: ["pbx.example.com"],
        minLength: 1,
      }),
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: "TLS towards this PBX.",
  },
);

const entry = Type.Object(
  {
    host: text("Host of the Asterisk manager interface (AMI).", "127.0.0.1", {
      examples: ["127.0.0.1", "pbx.example.com"],
      pattern: "^[0-9A-Za-z_.:-]{1,255}$",
      patternErrorMessage: "must be a host name or an address, without a port",
    }),
    sipHosts: texts(
      "Hosts by which a `kamailio` look-up names this system, where they are not `host`.",
      [],
      ["10.0.0.2", "2001:db8::2"],
      {
        needsRestart: false,
        pattern: "^[0-9A-Za-z_.:-]{1,255}$",
        patternErrorMessage:
          "must be a host name or an address, without brackets and port",
      },
    ),
    port: int("TCP port of the AMI.", 5038, { minimum: 1, maximum: 65535 }),
    username: text("The AMI user: a section of manager.conf.", "ringback", {
      pattern: "^[^\\s\\[\\]]{1,80}$",
      patternErrorMessage: "must be the name of a section of manager.conf",
    }),
    secret: secretText("That AMI user's secret.", {
      examples: ["c0ffee5ec2e7c0ffee5ec2e7"],
      pattern: "^[!-~]{1,255}$",
      patternErrorMessage:
        "must be 1 to 255 visible ASCII characters without spaces",
    }),
    tls,
    allowCleartext: flag(
      "Allow a host other than this machine without TLS. The AMI secret is as good as the PBX itself: use it only on a network of its own.",
      false,
    ),
    auth: Type.Enum(["md5", "plain"], {
      description:
        "How to log in: md5 answers a challenge, plain sends the secret.",
      default: "md5",
      examples: ["md5", "plain"],
    }),
    context: Type.Optional(
      givenText(
        "Dialplan context entered for the other party. Left out: the endpoint's own.",
        {
          examples: ["from-internal"],
          needsRestart: false,
          pattern: "^[A-Za-z0-9_.-]{1,79}$",
          patternErrorMessage: "must be the name of a dialplan context",
        },
      ),
    ),
    trunkContext: Type.Optional(
      givenText(
        "Dialplan context that dials outside numbers, for calls placed by programs. Left out: their parties are phones of this system only.",
        {
          examples: ["from-internal", "outbound-allroutes"],
          needsRestart: false,
          pattern: "^[A-Za-z0-9_.-]{1,79}$",
          patternErrorMessage: "must be the name of a dialplan context",
        },
      ),
    ),
    connectTimeoutMs: int(
      "How long connecting and logging in may take.",
      5000,
      {
        minimum: 100,
        maximum: 60000,
      },
    ),
    actionTimeoutMs: int(
      "How long the PBX may take to answer an action.",
      5000,
      {
        minimum: 100,
        maximum: 60000,
      },
    ),
    pingIntervalMs: int("How often a silent connection is tested.", 10000, {
      minimum: 500,
      maximum: 300000,
    }),
    pingTimeoutMs: int(
      "How long the answer to that test may take before the connection counts as lost.",
      5000,
      { minimum: 100, maximum: 60000 },
    ),
    backoffMinMs: int("First pause before connecting again.", 250, {
      minimum: 10,
      maximum: 60000,
    }),
    backoffMaxMs: int("Longest pause before connecting again.", 10000, {
      minimum: 10,
      maximum: 600000,
    }),
    refusedRetryMs: int(
      "Pause after a refused login: hammering would get the gateway banned.",
      60000,
      { minimum: 100, maximum: 3600000 },
    ),
    maxMessageBytes: int("Longest AMI message taken.", 262144, {
      minimum: 4096,
      maximum: 16777216,
    }),
    maxPending: int("Most actions waiting for an answer at once.", 5000, {
      minimum: 1,
      maximum: 100000,
    }),
    maxListItems: int(
      "Most items of one list from the PBX; a longer one is refused. Which calls live on after an outage is a list with four items a call.",
      50000,
      { minimum: 1000, maximum: 1000000 },
    ),
    answeredProbeMs: int(
      "How long after a leg answered the PBX is asked what became of a destination that dials nobody (voicemail, conference).",
      2000,
      { minimum: 100, maximum: 60000, needsRestart: false },
    ),
  },
  {
    additionalProperties: false,
    needsRestart: true,
    description: "One telephone system.",
  },
);

export const pbx = Type.Record(
  Type.String({ pattern: PBX_NAME_PATTERN }),
  entry,
  {
    additionalProperties: false,
    default: {},
    minProperties: 1,
    description:
      "The telephone systems, by a name of your own (a-z, 0-9, -). At least one.",
    examples: [{ main: { host: "127.0.0.1" } }],
  },
);
