import type { Config } from "../config/schema.ts";
import { htableGet } from "../pbx/choice/kamailio/rpc.ts";
import { comparable, sipHost } from "../pbx/choice/kamailio/sip-host.ts";
import { type Finding, Findings, wordsOf } from "./finding.ts";

/** Asks each domain's Kamailio as a click would. Never rejects. */
export async function examineKamailio(
  config: Pick<Config, "kamailio" | "domains" | "pbx">,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [domain, lookup] of Object.entries(config.kamailio)) {
    const found = new Findings(`kamailio ${domain}`);
    const { table, key } = lookup;
    try {
      const uri = await htableGet(lookup);
      found.ok("look-up", `Kamailio answers: ${table}=>${key} is ${uri}.`);
      examineNamed(domain, uri, config, found);
    } catch (fault) {
      found.fault(
        "look-up",
        `Every click is refused: ${wordsOf(fault)}${causeOf(fault)}.`,
        `See that Kamailio's jsonrpcs answers at kamailio.${domain}.rpcUrl, and that \`kamcmd htable.get ${table} ${key}\` gives the PBX's address.`,
      );
    }
    findings.push(...found.all);
  }
  return findings;
}

function examineNamed(
  domain: string,
  uri: string,
  { domains, pbx }: Pick<Config, "domains" | "pbx">,
  found: Findings,
): void {
  const host = sipHost(uri);
  const named = (domains[domain] ?? []).filter((name) => {
    const { host: own = "", sipHosts = [] } = pbx[name] ?? {};
    return [own, ...sipHosts].some((each) => comparable(each) === host);
  });
  if (named.length > 0) {
    found.ok("named", `That is the PBX ${named.join(", ")}.`);
    return;
  }
  found.fault(
    "named",
    `${uri} is no PBX of ${domain}, so every click is refused.`,
    `Add ${host ?? "its host"} to sipHosts of one of ${(domains[domain] ?? []).join(", ")}, or correct the value in Kamailio.`,
  );
}

function causeOf(fault: unknown): string {
  const cause = fault instanceof Error ? fault.cause : undefined;
  return cause === undefined ? "" : ` (${wordsOf(cause)})`;
}
