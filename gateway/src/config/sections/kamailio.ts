/** `kamailio`: which telephone system serves a domain, asked of a proxy. */
import Type from "typebox";
import { givenText, int, text } from "../keys.ts";
import { DOMAIN_PATTERN } from "./domains.ts";

const entry = Type.Object(
  {
    rpcUrl: text(
      "Where Kamailio's jsonrpcs module answers over HTTP. It has no password: keep it on loopback or a network of its own.",
      "http://127.0.0.1:8000/RPC",
      {
        pattern: "^https?://[^\\s]+$",
        patternErrorMessage:
          'must be an address such as "http://127.0.0.1/RPC"',
      },
    ),
    table: text("The hash table that is read (htable.get).", "AsPerCompanyId", {
      pattern: "^[A-Za-z0-9_]{1,64}$",
      patternErrorMessage: "must be the name of a hash table",
    }),
    key: givenText("The key whose value is the SIP address of the PBX.", {
      examples: ["1", "pbx.example.com"],
      minLength: 1,
    }),
    timeoutMs: int("How long Kamailio may take to answer.", 2000, {
      minimum: 100,
      maximum: 30000,
    }),
  },
  {
    additionalProperties: false,
    description: "The look-up of one domain.",
  },
);

export const kamailio = Type.Record(
  Type.String({ pattern: DOMAIN_PATTERN }),
  entry,
  {
    additionalProperties: false,
    default: {},
    description:
      "For a domain, spelt as under `domains`: a look-up in Kamailio that says which of the domain's systems to use. Left out: the first that is up.",
    examples: [{ "pbx.example.com": { key: "1" } }],
  },
);
