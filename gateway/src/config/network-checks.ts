/** Rules of what the gateway listens on and connects to: nothing that must be secret crosses a network in clear text. */
import type { Check } from "./check.ts";
import { isAddressRange, isLoopback } from "./net.ts";
import { listenAddress } from "./sections/server.ts";
import { pbxCaFile, tlsPair } from "./tls-files.ts";
import { keyText } from "./tree.ts";

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

export const networkEntries: readonly Check[] = [
  listenIsAnAddress,
  insecureListen,
  metricsListen,
  tlsPair,
  trustedProxies,
  pbxInClear,
  pbxCaFile,
];
