/** `metrics`: figures for Prometheus, on a listener of their own. */
import Type from "typebox";
import { flag, givenText } from "../keys.ts";
import { LISTEN_PATTERN } from "./server.ts";

export const metrics = Type.Object(
  {
    listen: Type.Optional(
      givenText(
        "Address and port that serve GET /metrics for Prometheus, in clear text and to everybody who reaches them. Left out: none.",
        {
          examples: ["127.0.0.1:9464", "[::1]:9464"],
          ...LISTEN_PATTERN,
        },
      ),
    ),
    allowRemote: flag(
      "Let metrics.listen be an address other machines can reach. The figures name no user and no number, but tell how much is called.",
      false,
    ),
  },
  {
    additionalProperties: false,
    default: {},
    needsRestart: true,
    description: "Figures for Prometheus, on a listener of their own.",
  },
);
