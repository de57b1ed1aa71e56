/** `issuers`: who else may issue tokens for programs. */
import Type from "typebox";
import { givenText, int, text } from "../keys.ts";

const NAME_PATTERN = "^[a-z][a-z0-9-]{0,31}$";

const address = {
  pattern: "^https?://[\\x21\\x22\\x24-\\x7e]+$",
  patternErrorMessage: "must be an address that begins with https://",
};

/** Signatures by a key pair alone: with a shared key, who can check could forge. */
const ALGORITHMS = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
] as const;

const entry = Type.Object(
  {
    issuer: givenText("Its name as it stands in its tokens (`iss`), exactly.", {
      examples: ["https://login.example.com/realms/office"],
      ...address,
    }),
    jwksUri: Type.Optional(
      givenText(
        "Where its public keys stand. Left out: asked of /.well-known/openid-configuration below issuer.",
        {
          examples: ["https://login.example.com/realms/office/certs"],
          ...address,
        },
      ),
    ),
    audience: Type.Array(Type.String({ minLength: 1, maxLength: 255 }), {
      description:
        "What a token's `aud` must name one of: else a token meant for somebody else would do here.",
      examples: [["https://ringback.example.com"]],
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
    }),
    algorithms: Type.Array(Type.Enum(ALGORITHMS), {
      description: "Signatures taken.",
      default: ["RS256", "PS256", "ES256", "EdDSA"],
      examples: [["RS256"]],
      minItems: 1,
      uniqueItems: true,
    }),
    clientIdClaim: Type.Optional(
      givenText(
        "The claim that names the program. Left out: client_id, else azp.",
        { examples: ["sub"], minLength: 1 },
      ),
    ),
    scopeClaim: text(
      "The claim with the scopes: text divided by spaces, or a list.",
      "scope",
      { examples: ["scope", "scp"], minLength: 1 },
    ),
    clockSkewSeconds: int("How far its clock may be off.", 30, {
      minimum: 0,
      maximum: 300,
    }),
  },
  {
    additionalProperties: false,
    needsRestart: true,
    description: "One issuer.",
  },
);

export const issuers = Type.Record(
  Type.String({ pattern: NAME_PATTERN }),
  entry,
  {
    additionalProperties: false,
    default: {},
    needsRestart: true,
    description:
      "Who else may issue tokens for programs, by a name of your own (a-z, 0-9, -). A token is good for the program with `ringback client add --external-id`.",
    examples: [
      {
        office: {
          issuer: "https://login.example.com/realms/office",
          audience: ["https://ringback.example.com"],
        },
      },
    ],
  },
);
