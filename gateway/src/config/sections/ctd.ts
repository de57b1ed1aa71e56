/** `ctd`: calls of programs, `/calls`. */
import Type from "typebox";
import { int } from "../keys.ts";

export const ctd = Type.Object(
  {
    dialTimeoutSeconds: int("How long each party's phones ring.", 45, {
      minimum: 5,
      maximum: 600,
    }),
    maxDurationMs: int("Longest a program's call may last.", 10800000, {
      minimum: 1000,
      maximum: 86400000,
    }),
    endWaitMs: int(
      "How long DELETE waits for the phones to be hung up before it answers 204 all the same.",
      2000,
      { minimum: 0, maximum: 30000 },
    ),
    idempotencyHours: int(
      "How long an Idempotency-Key is known: the same request gets the same call again.",
      24,
      { minimum: 1, maximum: 720 },
    ),
  },
  {
    additionalProperties: false,
    default: {},
    needsRestart: true,
    description: "Calls of programs (Click to Dial, `/calls`).",
  },
);
