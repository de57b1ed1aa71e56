/** `terminals`: where, beside its own table, the gateway learns who may call. */
import Type from "typebox";
import { flag, givenText, int, secretText } from "../keys.ts";
import { DOMAIN_PATTERN } from "./domains.ts";

const asterisk = Type.Object(
  {
    enabled: flag(
      "Ask the domain's Asterisk by AMI: an endpoint's name is the user, its SIP password the password.",
      false,
    ),
    endpointPattern: Type.Optional(
      givenText(
        "Regular expression: only endpoints whose name it fits may call. Left out: all that have an account.",
        { examples: ["^[0-9]{3}$"], minLength: 1 },
      ),
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: "Terminals that Asterisk itself knows.",
  },
);

const realtime = Type.Object(
  {
    url: secretText(
      "The SQL database that Asterisk reads (ps_endpoints, ps_auths, ps_aors): sqlite:/file or postgres://user:password@host/database.",
      {
        examples: ["postgres://ringback:password@127.0.0.1/asterisk"],
        pattern: "^(sqlite:/|postgres(ql)?://)[^\\s]+$",
        patternErrorMessage:
          "must be sqlite:/path/of/the/file or postgres://user:password@host/database",
      },
    ),
    endpointPattern: Type.Optional(
      givenText(
        "Regular expression: only endpoints whose name it fits may call. Left out: all that have an account.",
        { examples: ["^[0-9]{3}$"], minLength: 1 },
      ),
    ),
  },
  {
    additionalProperties: false,
    description: "Terminals of an Asterisk realtime database.",
  },
);

const entry = Type.Object(
  {
    asterisk,
    realtime: Type.Optional(realtime),
    cacheSeconds: int(
      "How long an answer is believed, yes or no: a new password or a removed endpoint counts after that, for open sockets up to `live.recheckMs` later. The two together must stay below 5 s.",
      2,
      { minimum: 1, maximum: 4 },
    ),
  },
  {
    additionalProperties: false,
    description: "Terminals of one domain.",
  },
);

export const terminals = Type.Record(
  Type.String({ pattern: DOMAIN_PATTERN }),
  entry,
  {
    additionalProperties: false,
    default: {},
    description:
      "For a domain, spelt as under `domains`: where the gateway learns who may call, after its own table. Left out: from its own table alone.",
    examples: [{ "pbx.example.com": { asterisk: { enabled: true } } }],
  },
);
