import type { CurrentConfig } from "../config/current.ts";
import type { Config } from "../config/schema.ts";
import { DomainChooser } from "../pbx/choice/by-domain.ts";
import { KamailioChooser } from "../pbx/choice/kamailio/chooser.ts";
import type { Pbx, PbxChooser } from "../pbx/port.ts";

/** Which PBX takes a new call: by the order under `domains`, or as the domain's Kamailio says; as both stand at each call. */
export function createChooser(
  config: CurrentConfig,
  pbxs: ReadonlyMap<string, Pbx>,
): PbxChooser {
  const chooser = config.derive((value) => chooserOf(value, pbxs));
  return { choose: (domain) => chooser().choose(domain) };
}

function chooserOf(config: Config, pbxs: ReadonlyMap<string, Pbx>): PbxChooser {
  const byDomain = new DomainChooser(domainsOf(config), pbxs);
  return new KamailioChooser(byDomain, {
    lookups: byLowerCase(config.kamailio),
    hosts: new Map(
      Object.entries(config.pbx).map(([name, { host, sipHosts }]) => [
        name,
        [host, ...sipHosts],
      ]),
    ),
  });
}

/** Letter case does not count in a domain. */
export function domainsOf(
  config: Config,
): ReadonlyMap<string, readonly string[]> {
  return byLowerCase(config.domains);
}

function byLowerCase<T>(
  section: Readonly<Record<string, T>>,
): ReadonlyMap<string, T> {
  return new Map(
    Object.entries(section).map(([domain, entry]) => [
      domain.toLowerCase(),
      entry,
    ]),
  );
}
