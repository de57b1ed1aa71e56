/** What the schema cannot say: rules between keys. Each rule is a function of its own; files of their own hold those of one matter. */
import { isSupportedCountry } from "libphonenumber-js/max";
import type { Check } from "./check.ts";
import { deliveryEntries } from "./delivery-checks.ts";
import { domainEntries } from "./domain-checks.ts";
import { networkEntries } from "./network-checks.ts";
import { recordingEntries } from "./recording-checks.ts";
import { secretEntries } from "./secret-checks.ts";
import { sinkCaFile } from "./tls-files.ts";
import { tokenEntries } from "./token-checks.ts";
import { keyText } from "./tree.ts";

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
      "delivery.totalTimeoutMs",
      delivery.totalTimeoutMs,
      "delivery.attemptTimeoutMs",
      delivery.attemptTimeoutMs,
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
  ...secretEntries,
  ...networkEntries,
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
