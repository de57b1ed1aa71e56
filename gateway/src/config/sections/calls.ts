/** `calls`: how long a call may stay in a state before the PBX is asked what became of it. */
import Type from "typebox";
import { int } from "../keys.ts";

const range = { minimum: 100, maximum: 600000 };

export const calls = Type.Object(
  {
    createdDeadlineMs: int(
      "Longest in `created`: the PBX has not been told yet.",
      10000,
      range,
    ),
    originateSlackMs: int(
      "By how much the Originate outlives the ringing it waits for.",
      2000,
      range,
    ),
    alertingASlackMs: int(
      "By how much the deadline of `alerting_a` outlives the Originate.",
      5000,
      range,
    ),
    alertingBDeadlineMs: int(
      "Longest in `alerting_b`: the other party's ringing time belongs to the PBX, this is a guard.",
      180000,
      { minimum: 1000, maximum: 3600000 },
    ),
    alertingBSlackMs: int(
      "The same guard for calls of programs, which say how long the other party rings: by how much it outlives that.",
      5000,
      range,
    ),
    connectingDeadlineMs: int("Longest in `connecting`.", 30000, range),
    activeSlackMs: int(
      "By how much the deadline of `active` outlives the longest duration of the call.",
      5000,
      range,
    ),
    endingDeadlineMs: int(
      "Longest in `ending`: both legs have been told to hang up.",
      5000,
      range,
    ),
    deadlineSweepMs: int("How often deadlines are looked at.", 1000, {
      minimum: 10,
      maximum: 60000,
    }),
  },
  {
    additionalProperties: false,
    default: {},
    description:
      "How long a call may stay in a state before the PBX is asked what became of it.",
  },
);
