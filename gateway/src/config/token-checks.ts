/** Rules of the sections about tokens for programs: `oauth` and `issuers`. */
import type { Check } from "./check.ts";
import { isLoopback } from "./net.ts";
import { keyText } from "./tree.ts";

/** Others fetch keys there, or are fetched from: in clear text anybody between could put keys of their own. */
const areSecure: Check = ({ oauth, issuers }) => {
  const addresses: [string, string | undefined][] = [
    ["oauth.issuer", oauth.issuer],
    ...Object.entries(issuers).flatMap(
      ([name, { issuer, jwksUri }]): [string, string | undefined][] => [
        [keyText(["issuers", name, "issuer"]), issuer],
        [keyText(["issuers", name, "jwksUri"]), jwksUri],
      ],
    ),
  ];
  return addresses.flatMap(([key, address]) => {
    if (address === undefined) return [];
    const url = URL.parse(address);
    if (url === null) return [{ key, message: "This is not an address." }];
    const host = url.hostname.replace(/^\[|\]$/g, "");
    return url.protocol === "https:" || isLoopback(host)
      ? []
      : [
          {
            key,
            message:
              "This must begin with https://: only on this machine itself http:// will do.",
          },
        ];
  });
};

const issuersDiffer: Check = ({ oauth, issuers }) => {
  const seen = new Map([[oauth.issuer, "oauth.issuer"]]);
  return Object.entries(issuers).flatMap(([name, { issuer }]) => {
    const key = keyText(["issuers", name, "issuer"]);
    const before = seen.get(issuer);
    seen.set(issuer, key);
    return before === undefined
      ? []
      : [{ key, with: [before], message: `This is ${before} already.` }];
  });
};

export const tokenEntries: readonly Check[] = [areSecure, issuersDiffer];
