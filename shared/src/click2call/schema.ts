/** `POST /challenge` and `POST /call`: click2call.rst, "Endpoints". */
import Type, { type Static } from "typebox";

/** AoR `username@domain`; the last `@` divides. Length is capped so that nothing unbounded is hashed. */
export const AOR_MAX_LENGTH = 255;
/** `^[+*0-9]+$` as documented; capped because Asterisk cuts extensions at 79 characters. */
export const DESTINATION_PATTERN = "^[+*0-9]{1,64}$";
/** Caller-supplied call id, click2call.rst "iden". */
export const IDEN_PATTERN = "^[A-Za-z0-9_-]{1,32}$";

export const ChallengeRequest = Type.Object(
  { aor: Type.String({ minLength: 3, maxLength: AOR_MAX_LENGTH }) },
  { additionalProperties: false },
);
export type ChallengeRequest = Static<typeof ChallengeRequest>;

export const ChallengeResponse = Type.Object({
  nonce: Type.String({ minLength: 1 }),
  realm: Type.String({ minLength: 1 }),
});
export type ChallengeResponse = Static<typeof ChallengeResponse>;

export const CallRequest = Type.Object(
  {
    aor: Type.String({ minLength: 3, maxLength: AOR_MAX_LENGTH }),
    nonce: Type.String(),
    response: Type.String(),
    destination: Type.String({ pattern: DESTINATION_PATTERN }),
    iden: Type.Optional(Type.String({ pattern: IDEN_PATTERN })),
    maxDuration: Type.Optional(Type.Integer({ description: "milliseconds" })),
    dialTimeout: Type.Optional(Type.Integer({ description: "seconds" })),
    optimize: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type CallRequest = Static<typeof CallRequest>;

export const CallResponse = Type.Object({
  iden: Type.String({ pattern: IDEN_PATTERN }),
});
export type CallResponse = Static<typeof CallResponse>;

/** Every error body of click2call and of `/session`. */
export const ErrorResponse = Type.Object({ error: Type.String() });
export type ErrorResponse = Static<typeof ErrorResponse>;
