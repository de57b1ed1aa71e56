/** `secrets`: the gateway's own keys. */
import Type from "typebox";
import { secretText } from "../keys.ts";

const KEY = "([0-9A-Fa-f]{64,}|[A-Za-z0-9+/_-]{43,}={0,2})";
const EXAMPLE_FORMER =
  "07a2e6c4f1b94d85a3c0d9e8f7061524334251607f8e9dacbbcadbe8f9071625";

const rules = {
  pattern: `^${KEY}$`,
  patternErrorMessage:
    "must be at least 32 bytes as hex or base64: make one with `openssl rand -hex 32`",
};

const formerRules = {
  pattern: `^${KEY}(\\s+${KEY})*\\s*$`,
  patternErrorMessage:
    "must be former keys of at least 32 bytes as hex or base64, divided by spaces or line breaks",
};

export const secrets = Type.Object(
  {
    nonceKey: secretText(
      "Key that signs the single-use nonces of a click. At least 32 bytes as hex or base64.",
      {
        ...rules,
        examples: [
          "5f9c4ab08cac7457e9111a30e4664920607ea2c115a1433d7be98e97e64244ca",
        ],
      },
    ),
    tokenKey: secretText(
      "Key that signs session tokens. At least 32 bytes as hex or base64, not the same as nonceKey. A new key signs everybody out, unless the former one stands in previousTokenKeys.",
      {
        ...rules,
        examples: [
          "b68c1a7e6a3a4c0f0b2f5d7c9e1d3a5b7f9080706050403020100f0e0d0c0b0a",
        ],
      },
    ),
    storageKey: secretText(
      "Key that seals what the database must keep secret: programs' webhook and signing keys, credentials of sinks. At least 32 bytes as hex or base64, not the same as the others. Without it, or one of previousStorageKeys, those cannot be read again.",
      {
        ...rules,
        examples: [
          "c4d7e0f3a6b9825c1f4e7d0a3b6c9f285e1d4a7b0c3f6e9285b1c4d7e0f3a6b9",
        ],
        needsRestart: true,
      },
    ),
    previousNonceKeys: Type.Optional(
      secretText(
        "Former nonceKeys, divided by spaces or line breaks: nonces they signed are still taken.",
        { ...formerRules, examples: [EXAMPLE_FORMER] },
      ),
    ),
    previousTokenKeys: Type.Optional(
      secretText(
        "Former tokenKeys, divided by spaces or line breaks: sessions they signed go on, and are renewed with tokenKey. Take them out after session.renewableSeconds.",
        { ...formerRules, examples: [EXAMPLE_FORMER] },
      ),
    ),
    previousStorageKeys: Type.Optional(
      secretText(
        "Former storageKeys, divided by spaces or line breaks: what they sealed still opens. Keep them, for nothing is sealed anew.",
        {
          ...formerRules,
          examples: [EXAMPLE_FORMER],
          needsRestart: true,
        },
      ),
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: "The gateway's own keys: `ringback init` makes fresh ones.",
  },
);

/** The bytes of a key that passed the schema: hex where it reads as hex, else base64 (either alphabet). At least 32. */
export function keyBytes(key: string): Buffer {
  const hex = key.length % 2 === 0 && /^[0-9a-f]+$/i.test(key);
  return Buffer.from(key, hex ? "hex" : "base64");
}

/** The former keys of a text that passed the schema. */
export function formerKeys(text: string | undefined): string[] {
  return (text ?? "").split(/\s+/).filter((key) => key !== "");
}
