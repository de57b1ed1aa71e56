/** `POST /session`: ours (design §4). The digest is click2call's with HA2 = MD5("session"). */
import Type, { type Static } from "typebox";
import { AOR_MAX_LENGTH } from "../click2call/schema.ts";

/** What is signed in place of a destination; no dialable destination can spell it. */
export const SESSION_DIGEST_SUBJECT = "session";

/** `live`: watch one's calls and hang them up. `originate`: place them. */
export const SCOPES = ["live", "originate"] as const;
export type Scope = (typeof SCOPES)[number];

/** What a token is good for where nothing was asked for. */
export const DEFAULT_SCOPE: Scope = "live";

export const SessionRequest = Type.Object(
  {
    aor: Type.String({ minLength: 3, maxLength: AOR_MAX_LENGTH }),
    nonce: Type.String(),
    response: Type.String(),
    scope: Type.Optional(
      Type.String({ description: "scopes, divided by single spaces" }),
    ),
  },
  { additionalProperties: false },
);
export type SessionRequest = Static<typeof SessionRequest>;

/** Times are ISO 8601, UTC. `renewableUntil`: after it the digest must be shown again. */
export const SessionResponse = Type.Object({
  token: Type.String({ minLength: 1 }),
  expiresAt: Type.String(),
  renewableUntil: Type.String(),
  scope: Type.String({ description: "what the token is good for" }),
  user: Type.Object({ id: Type.String(), name: Type.String() }),
  terminal: Type.Object({
    aor: Type.String(),
    extension: Type.String(),
    number: Type.Unsafe<string | null>({ type: ["string", "null"] }),
  }),
  region: Type.Unsafe<string | null>({
    type: ["string", "null"],
    pattern: "^[A-Z]{2}$",
    description:
      "country whose national numbers this gateway understands, ISO 3166",
  }),
});
export type SessionResponse = Static<typeof SessionResponse>;
