/** What `/challenge` and `/call` take off the wire, and the order in which it is refused (`click2call.md` §1.5, §1.6). */
import {
  AOR_MAX_LENGTH,
  DESTINATION_PATTERN,
  IDEN_PATTERN,
} from "@ringback/shared/click2call/schema.ts";
import { Ajv2020 } from "ajv/dist/2020.js";
import Type, { type Static, type TSchema } from "typebox";
import { DomainError } from "../../calls/errors.ts";

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });

const OptionalText = Type.Optional(
  Type.Unsafe<string | null>({ type: ["string", "null"] }),
);
const OptionalInteger = Type.Optional(
  Type.Unsafe<number | null>({
    type: ["integer", "null"],
    minimum: Number.MIN_SAFE_INTEGER,
    maximum: Number.MAX_SAFE_INTEGER,
  }),
);

/** Types only: an absent or null member is told apart from a bad one by its own error later. */
export const ChallengeBody = Type.Object(
  { aor: OptionalText },
  { additionalProperties: false },
);
export const CallBody = Type.Object(
  {
    aor: OptionalText,
    nonce: OptionalText,
    response: OptionalText,
    destination: OptionalText,
    iden: OptionalText,
    maxDuration: OptionalInteger,
    dialTimeout: OptionalInteger,
    optimize: Type.Optional(
      Type.Unsafe<boolean | null>({ type: ["boolean", "null"] }),
    ),
  },
  { additionalProperties: false },
);
export const SessionBody = Type.Object(
  {
    aor: OptionalText,
    nonce: OptionalText,
    response: OptionalText,
    scope: OptionalText,
  },
  { additionalProperties: false },
);
export type CallBody = Static<typeof CallBody>;

/** A reader of one body; throws DomainError `invalid_json` for anything of another shape. */
export function bodyReader<T extends TSchema>(
  schema: T,
): (body: unknown) => Static<T> {
  const validate = ajv.compile<Static<T>>(schema);
  return (body) => {
    if (validate(body)) return body;
    throw new DomainError("validation", "invalid_json", "invalid json body");
  };
}

const destinationPattern = new RegExp(DESTINATION_PATTERN);
const idenPattern = new RegExp(IDEN_PATTERN);

export { AOR_MAX_LENGTH };

/** Throws DomainError `invalid_destination`. */
export function needDestination(text: string | null | undefined): string {
  if (text && destinationPattern.test(text)) return text;
  throw new DomainError(
    "validation",
    "invalid_destination",
    "invalid destination",
  );
}

/** undefined where the gateway shall make one. Throws DomainError `invalid_iden`. */
export function readIden(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  if (idenPattern.test(text)) return text;
  throw new DomainError("validation", "invalid_iden", "invalid iden");
}

export type DurationLimit = { default: number; max: number };

/** Absent, null, 0 and negative mean the default, as the reference has it; what is above the cap is cut to it. */
export function readDuration(
  value: number | null | undefined,
  limit: DurationLimit,
): number {
  return value && value > 0 ? Math.min(value, limit.max) : limit.default;
}
