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

/** Docs promise that tokens and sockets end within 5 s of a new password. */
const PASSWORD_COUNTS_MS = 5_000;

const passwordsCountSoon: Check = ({ terminals, live }) =>
  Object.entries(terminals)
    .filter(
      ([, { asterisk, realtime, cacheSeconds }]) =>
        (asterisk.enabled || realtime !== undefined) &&
        cacheSeconds * 1000 + live.recheckMs >= PASSWORD_COUNTS_MS,
    )
    .map(([domain, { cacheSeconds }]) => ({
      key: keyText(["terminals", domain, "cacheSeconds"]),
      with: ["live.recheckMs"],
      message: `With live.recheckMs (${live.recheckMs} ms) a removed user's sockets would stay open for ${cacheSeconds + live.recheckMs / 1000} s: the two together must stay below 5 s.`,
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
  passwordsCountSoon,
  patternsAreRight,
];
