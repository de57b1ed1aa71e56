/** `documents`: what the gateway says of its own APIs. */
import Type from "typebox";
import { flag } from "../keys.ts";

export const documents = Type.Object(
  {
    enabled: flag(
      "Whether the OpenAPI document is served at /openapi.json and shown at /docs. Anybody who reaches the gateway may read them; they have no secrets.",
      true,
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: "What the gateway says of its own APIs.",
  },
);
