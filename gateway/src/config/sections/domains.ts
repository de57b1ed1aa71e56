/** `domains`: which telephone system serves which SIP domain. */
import Type from "typebox";
import { PBX_NAME_PATTERN } from "./pbx.ts";

export const DOMAIN_PATTERN = "^[A-Za-z0-9][A-Za-z0-9.:_-]{0,252}$";

export const domains = Type.Record(
  Type.String({ pattern: DOMAIN_PATTERN }),
  Type.Array(Type.String({ pattern: PBX_NAME_PATTERN }), {
    minItems: 1,
    maxItems: 16,
    uniqueItems: true,
    description: "Names from `pbx`; the first that is up is used.",
    default: ["main"],
    examples: [["main"], ["main", "standby"]],
  }),
  {
    additionalProperties: false,
    default: {},
    minProperties: 1,
    description:
      "For the part behind the @ of a user's address (alice@pbx.example.com): the systems that serve it, first choice first. At least one.",
    examples: [{ "pbx.example.com": ["main"] }],
  },
);
