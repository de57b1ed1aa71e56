/** Tokens for programs in the document. */
import {
  KeySet,
  OauthError,
  RevocationRequest,
  ServerMetadata,
  TokenRequest,
  TokenResponse,
} from "@ringback/shared/oauth/schema.ts";
import type { TSchema } from "typebox";
import { PATHS } from "../../oauth/metadata.ts";
import type { JsonObject } from "./json.ts";
import { reference } from "./schemas.ts";

/** These are at the root alone, whatever version of `/calls` is asked. */
const servers = [{ url: "/" }];

const REFUSED: Readonly<
  Record<string, readonly [about: string, header?: string]>
> = {
  "400": ["The form is not as it must be (RFC 6749 §5.2)."],
  "401": ["Unknown program, or wrong proof of it.", "WWW-Authenticate"],
  "413": ["The body is longer than `oauth.bodyLimitBytes`."],
  "429": ["Too many wrong proofs.", "Retry-After"],
  "500": ["The gateway has a fault; its log says which."],
};

export const OAUTH_PATHS: JsonObject = {
  [PATHS.token]: {
    servers,
    post: {
      operationId: "getToken",
      tags: ["Tokens"],
      summary: "Get a token",
      description:
        "Client credentials (RFC 6749 §4.4). Who asks shows a secret, or an assertion signed with a key of its own.",
      security: [{ clientSecret: [] }, {}],
      requestBody: form(TokenRequest, {
        grant_type: "client_credentials",
        scope: "click-to-dial:calls:create click-to-dial:calls:read",
      }),
      responses: {
        "200": answer("A token.", TokenResponse, {
          access_token: "eyJhbGciOiJFUzI1NiJ9.e30.c2ln",
          token_type: "Bearer",
          expires_in: 600,
          scope: "click-to-dial:calls:create click-to-dial:calls:read",
        }),
        ...refused(),
      },
    },
  },
  [PATHS.revoke]: {
    servers,
    post: {
      operationId: "revokeToken",
      tags: ["Tokens"],
      summary: "Give a token up",
      description:
        "RFC 7009. Also 200 for a token that is worth nothing already.",
      security: [{ clientSecret: [] }, {}],
      requestBody: form(RevocationRequest, {
        token: "eyJhbGciOiJFUzI1NiJ9.e30.c2ln",
      }),
      responses: {
        "200": { description: "It is worth nothing now." },
        ...refused(),
      },
    },
  },
  [PATHS.jwks]: published(
    "getKeys",
    "The gateway's public keys",
    KeySet,
    refused("500"),
  ),
  [PATHS.server]: published(
    "getMetadata",
    "Where tokens are to be had",
    ServerMetadata,
  ),
  [PATHS.openid]: published(
    "getOpenIdMetadata",
    "The same, where OpenID Connect looks for it",
    ServerMetadata,
  ),
};

function form(schema: TSchema, example: JsonObject): JsonObject {
  const media = { schema: reference(schema), example };
  return {
    required: true,
    content: { "application/x-www-form-urlencoded": media },
  };
}

function answer(
  description: string,
  schema: TSchema,
  example?: JsonObject,
): JsonObject {
  const media = {
    schema: reference(schema),
    ...(example !== undefined && { example }),
  };
  return { description, content: { "application/json": media } };
}

function refused(...only: readonly string[]): JsonObject {
  return Object.fromEntries(
    Object.entries(REFUSED)
      .filter(([status]) => only.length === 0 || only.includes(status))
      .map(([status, [about, header]]) => [
        status,
        {
          ...answer(about, OauthError),
          ...(header !== undefined && {
            headers: { [header]: { $ref: `#/components/headers/${header}` } },
          }),
        },
      ]),
  );
}

function published(
  operationId: string,
  summary: string,
  schema: TSchema,
  errors: JsonObject = {},
): JsonObject {
  return {
    servers,
    get: {
      ...{ operationId, tags: ["Tokens"], summary },
      security: [],
      responses: { "200": answer(`${summary}.`, schema), ...errors },
    },
  };
}
