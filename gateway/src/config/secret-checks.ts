/** Rules of the keys and secrets of a configuration. */
import type { Check } from "./check.ts";
import { formerKeys, keyBytes } from "./sections/secrets.ts";
import { keyText } from "./tree.ts";

/** Stands in the sample for every secret. It fits the schema, so that this check can say what is really wrong. */
export const PLACEHOLDER = "change-me-this-is-the-placeholder-of-the-sample";

const placeholderSecrets: Check = ({ secrets, pbx }) => {
  const all: [string, string][] = [
    ["secrets.nonceKey", secrets.nonceKey],
    ["secrets.tokenKey", secrets.tokenKey],
    ["secrets.storageKey", secrets.storageKey],
    ...Object.entries(pbx).map(([name, { secret }]): [string, string] => [
      keyText(["pbx", name, "secret"]),
      secret,
    ]),
  ];
  return all
    .filter(([, value]) => value === PLACEHOLDER)
    .map(([key]) => ({
      key,
      message:
        "This is still the sample's placeholder: make a secret of your own with `openssl rand -hex 32`.",
    }));
};

/** Each key once: who learns one of them learns no other. */
const keysDiffer: Check = ({ secrets }) => {
  const keys = ["nonceKey", "tokenKey", "storageKey"] as const;
  return keys.flatMap((name, index) => {
    const before = keys
      .slice(0, index)
      .find((each) => keyBytes(secrets[each]).equals(keyBytes(secrets[name])));
    return before === undefined || secrets[name] === PLACEHOLDER
      ? []
      : [
          {
            key: `secrets.${name}`,
            with: [`secrets.${before}`],
            message: `This must not be the same key as secrets.${before}.`,
          },
        ];
  });
};

/** A former key that is the present one would look changed and be none; the placeholder everybody knows. */
const formerKeysAreFormer: Check = ({ secrets }) => {
  const { nonceKey, tokenKey, storageKey } = secrets;
  const inUse = [nonceKey, tokenKey, storageKey].map(keyBytes);
  const all = [
    ["secrets.previousNonceKeys", secrets.previousNonceKeys],
    ["secrets.previousTokenKeys", secrets.previousTokenKeys],
    ["secrets.previousStorageKeys", secrets.previousStorageKeys],
  ] as const;
  return all.flatMap(([key, text]) => {
    const keys = formerKeys(text);
    if (keys.includes(PLACEHOLDER))
      return [
        {
          key,
          message:
            "The sample's placeholder stands here: everybody knows it, take it out.",
        },
      ];
    return keys.some((each) => inUse.some((it) => it.equals(keyBytes(each))))
      ? [
          {
            key,
            with: [
              "secrets.nonceKey",
              "secrets.tokenKey",
              "secrets.storageKey",
            ],
            message:
              "A key that is in use stands here: only former ones may. Make a new one with `openssl rand -hex 32`.",
          },
        ]
      : [];
  });
};

export const secretEntries: readonly Check[] = [
  placeholderSecrets,
  keysDiffer,
  formerKeysAreFormer,
];
