/** `click2call`: limits of POST /challenge and POST /call. */
import Type from "typebox";
import { int } from "../keys.ts";

export const click2call = Type.Object(
  {
    nonceTtlSeconds: int("How long a nonce may be used.", 30, {
      minimum: 5,
      maximum: 300,
    }),
    dialTimeoutSeconds: int(
      "How long the user's own phone rings where the client does not say.",
      30,
      { minimum: 1, maximum: 600 },
    ),
    dialTimeoutMaxSeconds: int("Longest a client may ask for.", 120, {
      minimum: 1,
      maximum: 600,
    }),
    maxDurationMs: int(
      "Longest a call may last where the client does not say.",
      10800000,
      { minimum: 1000, maximum: 86400000 },
    ),
    maxDurationMaxMs: int("Longest a client may ask for.", 14400000, {
      minimum: 1000,
      maximum: 86400000,
    }),
  },
  {
    additionalProperties: false,
    default: {},
    description: "Limits of POST /challenge and POST /call.",
  },
);
