/** The whole examination, in the order a person would mend things. */
import type { Config, PbxConfig } from "../config/schema.ts";
import { refusalOf } from "../dialing/policy.ts";
import { type Destination, resolveDestination } from "../dialing/rules.ts";
import type { AmiTransport } from "../pbx/asterisk/ami/transport.ts";
import { type Finding, Findings } from "./finding.ts";
import { examineCertificates, examineDatabase, examineDisk } from "./here.ts";
import { examinePbx } from "./pbx.ts";
import type { CheckedTerminal } from "./terminals.ts";

export type Examination = {
  /** One number to be taken through dial rules and policy. */
  number?: string | undefined;
  /** a connection that is not yet started */
  transportFor: (options: PbxConfig) => AmiTransport;
  now?: () => number;
};

/** Looks at everything, changes nothing and dials nobody. Never rejects for what is wrong. */
export async function examine(
  config: Config,
  { number, transportFor, now = Date.now }: Examination,
): Promise<Finding[]> {
  const { findings, terminals } = await examineDatabase(config.database);
  const asked = examineNumber(number, config);
  const served = terminalsByPbx(config, terminals);
  const pbxs: Finding[] = [];
  for (const [name, options] of Object.entries(config.pbx)) {
    pbxs.push(
      ...(await examinePbx({
        name,
        options,
        transport: transportFor(options),
        terminals: served.byPbx.get(name) ?? [],
        dialString: asked.destination?.dialString,
        now,
      })),
    );
  }
  return [
    ...findings,
    ...examineDisk(config.database),
    ...examineCertificates(config, now()),
    ...served.findings,
    ...asked.findings,
    ...pbxs,
  ];
}

function terminalsByPbx(
  { domains }: Config,
  terminals: readonly CheckedTerminal[],
): { byPbx: Map<string, CheckedTerminal[]>; findings: Finding[] } {
  const known = new Map(
    Object.entries(domains).map(([domain, names]) => [
      domain.toLowerCase(),
      names,
    ]),
  );
  const byPbx = new Map<string, CheckedTerminal[]>();
  const findings: Finding[] = [];
  for (const terminal of terminals) {
    const domain = terminal.aor.slice(terminal.aor.lastIndexOf("@") + 1);
    const names = known.get(domain.toLowerCase());
    if (names === undefined) {
      const found = new Findings(`terminal ${terminal.aor}`);
      found.fault(
        "domain",
        `The domain ${domain} is not served, so this terminal cannot sign in.`,
        `Add ${domain} to \`domains\` in the configuration.`,
      );
      findings.push(...found.all);
    }
    for (const name of names ?? []) {
      byPbx.set(name, [...(byPbx.get(name) ?? []), terminal]);
    }
  }
  return { byPbx, findings };
}

function examineNumber(
  number: string | undefined,
  { dialing, numbers }: Config,
): { findings: Finding[]; destination?: Destination } {
  if (number === undefined) return { findings: [] };
  const found = new Findings("number");
  const rules = { ...dialing, ...numbers };
  const destination = resolveDestination(
    number.replace(/[\s().-]/g, ""),
    rules,
  );
  if (destination === undefined) {
    found.fault(
      "rules",
      `${number} is no number that can be dialled.`,
      "Write it as +34…, or set numbers.region so that national numbers are understood.",
    );
    return { findings: found.all };
  }
  const kind =
    destination.kind === "outside"
      ? `the outside number ${destination.e164}`
      : destination.kind === "internal"
        ? "an extension of the PBX"
        : "a feature code";
  found.ok(
    "rules",
    `${number} is ${kind}; the PBX would be sent ${destination.dialString}.`,
  );
  const refusal = refusalOf(destination, dialing, rules);
  if (refusal === undefined) {
    found.ok("policy", "The dial policy allows it.");
    return { findings: found.all, destination };
  }
  found.fault(
    "policy",
    `The dial policy refuses it: ${refusal.replace("_", " ")}.`,
    "If it is to be dialled, change `dialing` in the configuration.",
  );
  return { findings: found.all };
}
