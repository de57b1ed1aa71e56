/** `session`: how long a signed-in client stays signed in. */
import Type from "typebox";
import { int } from "../keys.ts";

export const session = Type.Object(
  {
    tokenTtlSeconds: int("Life of a token.", 900, {
      minimum: 60,
      maximum: 86400,
    }),
    renewableSeconds: int(
      "How long after signing in a token may be renewed; not less than tokenTtlSeconds.",
      43200,
      { minimum: 60, maximum: 2592000 },
    ),
    ticketTtlSeconds: int(
      "How long a ticket for one live channel may be used.",
      30,
      { minimum: 5, maximum: 300 },
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: "How long a signed-in client stays signed in.",
  },
);
