/** What the schema cannot say: rules between keys. Each rule is a function of its own; those that look into TLS files are in tls-files.ts. */
import { isSupportedCountry } from "libphonenumber-js/max";
import type { Check } from "./check.ts";
import { deliveryEntries } from "./delivery-checks.ts";
import { domainEntries } from "./domain-checks.ts";
import { isAddressRange, isLoopback } from "./net.ts";
import { recordingEntries } from "./recording-checks.ts";
import { formerKeys, keyBytes } from "./sections/secrets.ts";
import { listenAddress } from "./sections/server.ts";
import { pbxCaFile, sinkCaFile, tlsPair } from "./tls-files.ts";
import { tokenEntries } from "./token-checks.ts";
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

const listenIsAnAddress: Check = ({ server, metrics }) => {
  const listens: [string, string | undefined][] = [
    ["server.listen", server.listen],
    ["metrics.listen", metrics.listen],
  ];
  return listens.flatMap(([key, listen]) =>
    listen !== undefined && listenAddress(listen) === undefined
      ? [
          {
            key,
            message:
              "This must be address:port with a port up to 65535; an IPv6 address stands in brackets.",
          },
        ]
      : [],
  );
};

const metricsListen: Check = ({ server, metrics }) => {
  const address = listenAddress(metrics.listen ?? "");
  if (address === undefined) return [];
  if (address.port !== 0 && metrics.listen === server.listen) {
    return [
      {
        key: "metrics.listen",
        with: ["server.listen"],
        message: "This must not be the same address and port as server.listen.",
      },
    ];
  }
  if (metrics.allowRemote || isLoopback(address.host)) return [];
  return [
    {
      key: "metrics.listen",
      with: ["metrics.allowRemote"],
      message:
        "Other machines can reach this address and everybody there could read the figures: listen on 127.0.0.1, or set metrics.allowRemote: true.",
    },
  ];
};

const insecureListen: Check = ({ server }) => {
  const address = listenAddress(server.listen);
  if (address === undefined || server.tls || server.allowInsecure) return [];
  if (isLoopback(address.host)) return [];
  return [
    {
      key: "server.listen",
      with: ["server.tls", "server.allowInsecure"],
      message:
        "Other machines can reach this address and tokens would cross the network in clear text: set server.tls, or listen on 127.0.0.1 behind a proxy that ends TLS, or set server.allowInsecure: true.",
    },
  ];
};

const trustedProxies: Check = ({ server }) =>
  server.trustedProxies.flatMap((range, index) =>
    isAddressRange(range)
      ? []
      : [
          {
            key: keyText(["server", "trustedProxies", String(index)]),
            message:
              'This must be an address or a CIDR range, such as "10.0.0.0/8".',
          },
        ],
  );

const pbxInClear: Check = ({ pbx }) =>
  Object.entries(pbx)
    .filter(
      ([, { host, tls, allowCleartext }]) =>
        !isLoopback(host) && !tls.enabled && !allowCleartext,
    )
    .map(([name]) => ({
      key: keyText(["pbx", name, "host"]),
      with: [
        keyText(["pbx", name, "tls", "enabled"]),
        keyText(["pbx", name, "allowCleartext"]),
      ],
      message: `The AMI secret is as good as the PBX itself and would cross the network in clear text: set pbx.${name}.tls.enabled: true, or run the gateway on the PBX's machine, or set pbx.${name}.allowCleartext: true.`,
    }));

const domainsKnowTheirPbx: Check = ({ domains, pbx }) =>
  Object.entries(domains).flatMap(([domain, names]) =>
    names.flatMap((name, index) =>
      Object.hasOwn(pbx, name)
        ? []
        : [
            {
              key: keyText(["domains", domain, String(index)]),
              with: ["pbx", keyText(["pbx", name])],
              message: `There is no PBX of this name under \`pbx\`: known are ${Object.keys(pbx).join(", ")}.`,
            },
          ],
    ),
  );

const domainsDiffer: Check = ({ domains }) => {
  const seen = new Set<string>();
  return Object.keys(domains).flatMap((domain) => {
    const known = seen.has(domain.toLowerCase());
    seen.add(domain.toLowerCase());
    return known
      ? [
          {
            key: keyText(["domains", domain]),
            message:
              "This domain stands here twice: letter case does not count.",
          },
        ]
      : [];
  });
};

const regionIsKnown: Check = ({ numbers: { region } }) =>
  region === undefined || isSupportedCountry(region)
    ? []
    : [
        {
          key: "numbers.region",
          message: "There is no country with this code in ISO 3166.",
        },
      ];

const regionIsNeeded: Check = ({ numbers, dialing }) => {
  if (numbers.region !== undefined) return [];
  const because =
    dialing.form === "national"
      ? "dialing.form is national"
      : !dialing.allowInternational && "dialing.allowInternational is false";
  return because
    ? [
        {
          key: "numbers.region",
          with: ["dialing.form", "dialing.allowInternational"],
          message: `This must be set, because ${because}.`,
        },
      ]
    : [];
};

type Order = readonly [
  smaller: string,
  value: number,
  larger: string,
  limit: number,
];

/** Pairs of keys of which the first must not be greater than the second. */
const smallerKeysFirst: Check = ({
  server,
  click2call,
  session,
  oauth,
  delivery,
  pbx,
}) => {
  const pairs: Order[] = [
    [
      "server.headersTimeoutMs",
      server.headersTimeoutMs,
      "server.requestTimeoutMs",
      server.requestTimeoutMs,
    ],
    [
      "click2call.dialTimeoutSeconds",
      click2call.dialTimeoutSeconds,
      "click2call.dialTimeoutMaxSeconds",
      click2call.dialTimeoutMaxSeconds,
    ],
    [
      "click2call.maxDurationMs",
      click2call.maxDurationMs,
      "click2call.maxDurationMaxMs",
      click2call.maxDurationMaxMs,
    ],
    [
      "session.tokenTtlSeconds",
      session.tokenTtlSeconds,
      "session.renewableSeconds",
      session.renewableSeconds,
    ],
    [
      "oauth.keysMaxAgeSeconds",
      oauth.keysMaxAgeSeconds,
      "oauth.keyLeadSeconds",
      oauth.keyLeadSeconds,
    ],
    [
      "oauth.jwksFreshSeconds",
      oauth.jwksFreshSeconds,
      "oauth.jwksStaleSeconds",
      oauth.jwksStaleSeconds,
    ],
    [
      "delivery.connectTimeoutMs",
      delivery.connectTimeoutMs,
      "delivery.totalTimeoutMs",
      delivery.totalTimeoutMs,
    ],
    [
      "delivery.concurrencyPerClient",
      delivery.concurrencyPerClient,
      "delivery.concurrency",
      delivery.concurrency,
    ],
    [
      "delivery.concurrencyPerHost",
      delivery.concurrencyPerHost,
      "delivery.concurrencyPerClient",
      delivery.concurrencyPerClient,
    ],
    [
      "delivery.concurrencyInTrouble",
      delivery.concurrencyInTrouble,
      "delivery.concurrencyPerHost",
      delivery.concurrencyPerHost,
    ],
    ...Object.entries(pbx).map(
      ([name, { backoffMinMs, backoffMaxMs }]): Order => [
        keyText(["pbx", name, "backoffMinMs"]),
        backoffMinMs,
        keyText(["pbx", name, "backoffMaxMs"]),
        backoffMaxMs,
      ],
    ),
  ];
  return pairs
    .filter(([, value, , limit]) => value > limit)
    .map(([key, , larger, limit]) => ({
      key,
      with: [larger],
      message: `This must not be greater than ${larger} (${limit}).`,
    }));
};

export const checks: readonly Check[] = [
  placeholderSecrets,
  keysDiffer,
  formerKeysAreFormer,
  listenIsAnAddress,
  insecureListen,
  metricsListen,
  tlsPair,
  trustedProxies,
  pbxInClear,
  pbxCaFile,
  domainsKnowTheirPbx,
  domainsDiffer,
  ...domainEntries,
  ...tokenEntries,
  ...deliveryEntries,
  ...recordingEntries,
  sinkCaFile,
  regionIsKnown,
  regionIsNeeded,
  smallerKeysFirst,
];
