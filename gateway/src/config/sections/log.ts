/** `log`: what is written down, and where. Secrets and query strings never are. */
import Type from "typebox";
import { givenText } from "../keys.ts";

export const log = Type.Object(
  {
    level: Type.Enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      {
        description: "The least important entry that is written.",
        default: "info",
        examples: ["info", "debug"],
      },
    ),
    file: Type.Optional(
      givenText(
        "File the log is appended to. Left out: standard output, for journald or a container. For logrotate: copytruncate.",
        {
          examples: ["/var/log/ringback/ringback.log"],
          minLength: 1,
          needsRestart: true,
        },
      ),
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: "What is written down, and where.",
  },
);
