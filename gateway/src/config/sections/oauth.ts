/** `oauth`: tokens for programs. */
import Type from "typebox";
import { givenText, int } from "../keys.ts";

export const oauth = Type.Object(
  {
    issuer: Type.Optional(
      givenText(
        "The gateway's address as programs reach it, such as https://ringback.example.com: the issuer of its tokens (`iss`), and where its metadata says that its doors are. Left out: made from server.listen.",
        {
          examples: ["https://ringback.example.com"],
          pattern: "^https?://[A-Za-z0-9.:\\[\\]-]+$",
          patternErrorMessage:
            "must be https:// and a host, without a path or a slash at the end",
        },
      ),
    ),
    audience: Type.Optional(
      givenText("Whom its tokens are meant for (`aud`). Left out: as issuer.", {
        examples: ["https://ringback.example.com"],
        pattern: "^[\\x21-\\x7e]+$",
        patternErrorMessage: "must be printable characters without spaces",
      }),
    ),
    tokenTtlSeconds: int("Life of a token.", 600, {
      minimum: 60,
      maximum: 3600,
    }),
    keysMaxAgeSeconds: int(
      "How long others may keep the list of the gateway's public keys.",
      300,
      { minimum: 10, maximum: 86400 },
    ),
    keyLeadSeconds: int(
      "How long a new signing key is published before it signs; not less than keysMaxAgeSeconds.",
      900,
      { minimum: 10, maximum: 604800 },
    ),
    cacheSeconds: int(
      "How long the gateway believes what it read of a program, a signing key: a removed program, a replaced secret counts after that.",
      3,
      { minimum: 1, maximum: 60 },
    ),
    assertionMaxSeconds: int(
      "Farthest end of the assertion with which a program that has keys of its own signs in (private_key_jwt).",
      300,
      { minimum: 10, maximum: 3600 },
    ),
    clockSkewSeconds: int(
      "How far the clock of such a program may be off.",
      30,
      { minimum: 0, maximum: 300 },
    ),
    bodyLimitBytes: int("Longest body at /oauth/….", 16384, {
      minimum: 4096,
      maximum: 1048576,
    }),
    jwksFreshSeconds: int(
      "How long keys fetched from elsewhere (of issuers, of programs) are used before they are fetched anew.",
      300,
      { minimum: 10, maximum: 86400 },
    ),
    jwksStaleSeconds: int(
      "How long they are used at most while they cannot be fetched anew; not less than jwksFreshSeconds.",
      86400,
      { minimum: 10, maximum: 2592000 },
    ),
    jwksCooldownSeconds: int(
      "Least time between two fetches, also for a key nobody has seen.",
      30,
      { minimum: 1, maximum: 3600 },
    ),
    jwksTimeoutMs: int("Longest wait for them.", 5000, {
      minimum: 100,
      maximum: 30000,
    }),
    jwksLimitBytes: int("Longest document with them.", 262144, {
      minimum: 1024,
      maximum: 4194304,
    }),
  },
  {
    additionalProperties: false,
    default: {},
    needsRestart: true,
    description: "Tokens for programs (`ringback client add`).",
  },
);
