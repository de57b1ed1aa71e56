import { PLACEHOLDER } from "./secret-checks.ts";
import { checksHold } from "./testing-checks.ts";

checksHold([
  [
    "placeholder of a key",
    { RINGBACK_SECRETS_NONCE_KEY: PLACEHOLDER },
    "secrets.nonceKey",
    {},
  ],
  [
    "placeholder of the AMI",
    { RINGBACK_PBX_MAIN_SECRET: PLACEHOLDER },
    "pbx.main.secret",
    {},
  ],
  [
    "one key twice",
    { RINGBACK_SECRETS_TOKEN_KEY: "1F".repeat(32) },
    "secrets.tokenKey",
    {},
  ],
  [
    "one key for storage too",
    { RINGBACK_SECRETS_STORAGE_KEY: "2E".repeat(32) },
    "secrets.storageKey",
    {},
  ],
  [
    "a former key that is the present one, spelt in another way",
    {
      RINGBACK_SECRETS_PREVIOUS_NONCE_KEYS: `${"3d".repeat(32)} ${"1F".repeat(32)}`,
    },
    "secrets.previousNonceKeys",
    { RINGBACK_SECRETS_PREVIOUS_NONCE_KEYS: "3d".repeat(32) },
  ],
  [
    "a former key that is another's present one",
    { RINGBACK_SECRETS_PREVIOUS_TOKEN_KEYS: "1f".repeat(32) },
    "secrets.previousTokenKeys",
    { RINGBACK_SECRETS_PREVIOUS_TOKEN_KEYS: "3d".repeat(32) },
  ],
  [
    "the placeholder as a former key",
    {
      RINGBACK_SECRETS_PREVIOUS_TOKEN_KEYS: `${"3d".repeat(32)}\n${PLACEHOLDER}`,
    },
    "secrets.previousTokenKeys",
    { RINGBACK_SECRETS_PREVIOUS_TOKEN_KEYS: "3d".repeat(32) },
  ],
  [
    "a former key of storage that is in use",
    { RINGBACK_SECRETS_PREVIOUS_STORAGE_KEYS: "2e".repeat(32) },
    "secrets.previousStorageKeys",
    { RINGBACK_SECRETS_PREVIOUS_STORAGE_KEYS: "3d".repeat(32) },
  ],
]);
