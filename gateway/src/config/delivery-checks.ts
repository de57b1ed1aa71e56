/** Rules of the section `delivery`. */
import { isIP } from "node:net";
import type { Check } from "./check.ts";
import { isAddressRange } from "./net.ts";
import { keyText } from "./tree.ts";

const keyOf = (name: string, index: number) =>
  keyText(["delivery", name, String(index)]);

/** Digits and dots alone are meant as an address: as a name they would allow nothing. */
const allowIsReadable: Check = ({ delivery: { allow } }) =>
  allow.flatMap((entry, index) =>
    /^[0-9.]+$|[:/]/.test(entry) && !isAddressRange(entry)
      ? [
          {
            key: keyOf("allow", index),
            message:
              'This must be an address, a CIDR range such as "10.20.0.0/16", or a host name.',
          },
        ]
      : [],
  );

const portsExist: Check = ({ delivery: { ports } }) =>
  ports.flatMap((range, index) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return first >= 1 && first <= last && last <= 65535
      ? []
      : [
          {
            key: keyOf("ports", index),
            message:
              "This must be a port from 1 to 65535, or a range that begins with its smaller one.",
          },
        ];
  });

const dnsServersAreAddresses: Check = ({ delivery: { dnsServers } }) =>
  dnsServers.flatMap((server, index) => {
    const [, inside, before] =
      /^(?:\[([^\]]+)\]|([^:]+))(?::[0-9]{1,5})?$/.exec(server) ?? [];
    return isIP(inside ?? before ?? server) === 0
      ? [
          {
            key: keyOf("dnsServers", index),
            message:
              'This must be an address, with or without a port, such as "192.0.2.53" or "[2001:db8::53]:53".',
          },
        ]
      : [];
  });

export const deliveryEntries: readonly Check[] = [
  allowIsReadable,
  portsExist,
  dnsServersAreAddresses,
];
