/** `database`: where calls, users and terminals are kept. */
import Type from "typebox";
import { int, text } from "../keys.ts";

export const database = Type.Object(
  {
    file: text(
      "SQLite file. Its folder must exist and belong to the gateway's user.",
      "/var/lib/ringback/ringback.sqlite",
      { minLength: 1 },
    ),
    busyTimeoutMs: int(
      "How long a write waits for another process that holds the file.",
      5000,
      { minimum: 0, maximum: 60000 },
    ),
  },
  {
    additionalProperties: false,
    default: {},
    needsRestart: true,
    description: "Where calls, users and terminals are kept.",
  },
);
