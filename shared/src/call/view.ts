import Type, { type Static } from "typebox";
import {
  CALL_STATES,
  END_REASONS,
  ENDED_BY,
  LEG_ROLES,
  LEG_STATES,
  OUTCOMES,
  SUBSTATES,
} from "./states.ts";

const TIME_PATTERN = "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$";
const Time = Type.String({
  pattern: TIME_PATTERN,
  description: "ISO 8601, UTC, milliseconds",
});

// Written as type lists, not as `anyOf`: the standalone validators of the extension stay a fifth of the size.
const NullableTime = Type.Unsafe<string | null>({
  type: ["string", "null"],
  pattern: TIME_PATTERN,
  description: "ISO 8601, UTC, milliseconds; null until it happened",
});
const NullableCause = Type.Unsafe<number | null>({
  type: ["integer", "null"],
  description: "Q.850 cause",
});
function nullableEnum<const T extends string>(values: readonly T[]) {
  return Type.Unsafe<T | null>({ enum: [...values, null] });
}

/** One leg as its user sees it. Times are null until they happened. */
export const LegView = Type.Object({
  role: Type.Enum([...LEG_ROLES]),
  state: Type.Enum([...LEG_STATES]),
  ringingAt: NullableTime,
  answeredAt: NullableTime,
  endedAt: NullableTime,
  cause: NullableCause,
});

/** A call as its own user sees it, on the live channel and wherever a call is read back. */
export const CallView = Type.Object({
  callId: Type.String({ pattern: "^[0-9a-z]{26}$" }),
  iden: Type.String(),
  state: Type.Enum([...CALL_STATES]),
  substate: Type.Enum([...SUBSTATES]),
  outcome: nullableEnum(OUTCOMES),
  endReason: nullableEnum(END_REASONS),
  endedBy: nullableEnum(ENDED_BY),
  cause: NullableCause,
  destination: Type.String({ description: "as it was asked for" }),
  destinationE164: Type.Unsafe<string | null>({
    type: ["string", "null"],
    pattern: "^\\+[1-9]\\d{1,14}$",
  }),
  legs: Type.Array(LegView),
  createdAt: Time,
  answeredAt: NullableTime,
  endedAt: NullableTime,
  endedAtApproximate: Type.Boolean({
    description: "true where the PBX could not be asked at the time",
  }),
});
export type CallView = Static<typeof CallView>;
export type LegView = Static<typeof LegView>;
