/** Tokens for programs: RFC 6749 §4.4 and §5, RFC 7009, RFC 8414, RFC 7517. As documents; the gateway reads forms itself. */
import Type from "typebox";
import { SCOPES } from "../ctd/scopes.ts";

const proof = {
  client_id: Type.Optional(
    Type.String({
      description: "With `client_secret`, in place of the header.",
      maxLength: 255,
    }),
  ),
  client_secret: Type.Optional(Type.String({ writeOnly: true })),
  client_assertion_type: Type.Optional(
    Type.Enum(["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"], {
      type: "string",
      description: "With `client_assertion`.",
    }),
  ),
  client_assertion: Type.Optional(
    Type.String({
      description:
        "A JWT signed with the program's own key: `iss` and `sub` its id, `aud` the issuer, `exp`, and a `jti` used once (RFC 7523).",
      writeOnly: true,
    }),
  ),
};

export const TokenRequest = Type.Object(
  {
    grant_type: Type.Enum(["client_credentials"], { type: "string" }),
    scope: Type.Optional(
      Type.String({
        description:
          "Scopes, divided by spaces. Left out: all that the program may have. `openid` or a purpose (`dpv:…`) alone is `invalid_scope`.",
        examples: [SCOPES.slice(0, 2).join(" ")],
      }),
    ),
    ...proof,
  },
  {
    description:
      "A form. Who asks stands in the header (HTTP Basic), in the form, or in a signed assertion: in one of them alone.",
  },
);

export const TokenResponse = Type.Object(
  {
    access_token: Type.String({ minLength: 1 }),
    token_type: Type.Enum(["Bearer"], { type: "string" }),
    expires_in: Type.Integer({ description: "Seconds.", minimum: 1 }),
    scope: Type.String({ description: "What it is good for." }),
  },
  { description: "A token (RFC 6749 §5.1)." },
);

export const RevocationRequest = Type.Object(
  { token: Type.String({ minLength: 1, writeOnly: true }), ...proof },
  { description: "A form, from the program whose token it is." },
);

export const OauthError = Type.Object(
  {
    error: Type.Enum(
      [
        ...["invalid_request", "invalid_client", "unauthorized_client"],
        ...["unsupported_grant_type", "invalid_scope"],
        ...["temporarily_unavailable", "server_error"],
      ],
      { type: "string", description: "For programs." },
    ),
    error_description: Type.String({ description: "For people." }),
  },
  { description: "What is wrong (RFC 6749 §5.2)." },
);

export const KeySet = Type.Object(
  {
    keys: Type.Array(
      Type.Object({
        kty: Type.String(),
        kid: Type.String(),
        alg: Type.String(),
        use: Type.Optional(Type.String()),
      }),
    ),
  },
  { description: "Public keys (RFC 7517)." },
);

const texts = Type.Array(Type.String());

export const ServerMetadata = Type.Object(
  {
    issuer: Type.String({ format: "uri" }),
    token_endpoint: Type.String({ format: "uri" }),
    revocation_endpoint: Type.String({ format: "uri" }),
    jwks_uri: Type.String({ format: "uri" }),
    scopes_supported: texts,
    grant_types_supported: texts,
    response_types_supported: texts,
    token_endpoint_auth_methods_supported: texts,
    token_endpoint_auth_signing_alg_values_supported: texts,
  },
  {
    description:
      "What a program must know to get a token (RFC 8414, OpenID Connect Discovery).",
  },
);
