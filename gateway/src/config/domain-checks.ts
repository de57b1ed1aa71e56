/** Rules of the sections that say more about a domain: `terminals` and `kamailio`. */
import type { Check, CheckFault } from "./check.ts";
import { keyText } from "./tree.ts";

const areServed: Check = ({ domains, terminals, kamailio }) =>
  Object.entries({ terminals, kamailio }).flatMap(([section, entries]) =>
    Object.keys(entries)
      .filter((domain) => !Object.hasOwn(domains, domain))
      .map((domain) => ({
        key: keyText([section, domain]),
        with: ["domains"],
        message:
          "There is no such domain under `domains`: it must be spelt the same way there.",
      })),
  );

const areSpeltOneWay: Check = ({ terminals }) =>
  Object.keys(terminals)
    .filter((domain) => domain !== domain.toLowerCase())
    .map((domain) => ({
      key: keyText(["terminals", domain]),
      message: "The domain of an AoR is written in lower case.",
    }));

const haveOneSource: Check = ({ terminals }) =>
  Object.entries(terminals)
    .filter(([, { asterisk, realtime }]) => asterisk.enabled && realtime)
    .map(([domain]) => ({
      key: keyText(["terminals", domain, "realtime"]),
      with: [keyText(["terminals", domain, "asterisk", "enabled"])],
      message:
        "asterisk.enabled is true as well: keep one of the two. Asterisk knows what its realtime database knows.",
    }));

const patternsAreRight: Check = ({ terminals }) =>
  Object.entries(terminals).flatMap(([domain, { asterisk, realtime }]) =>
    Object.entries({ asterisk, realtime }).flatMap(
      ([source, options]): CheckFault[] =>
        options?.endpointPattern === undefined ||
        isPattern(options.endpointPattern)
          ? []
          : [
              {
                key: keyText(["terminals", domain, source, "endpointPattern"]),
                message: "This is not a regular expression.",
              },
            ],
    ),
  );

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

export const domainEntries: readonly Check[] = [
  areServed,
  areSpeltOneWay,
  haveOneSource,
  patternsAreRight,
];
