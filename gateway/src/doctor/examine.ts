/** The whole examination, in the order a person would mend things. */

import { parseAor } from "@ringback/shared/digest.ts";
import type { FetchJson } from "../clients/fetch-json.ts";
import type { Config, PbxConfig } from "../config/schema.ts";
import { refusalOf } from "../dialing/policy.ts";
import { type Destination, resolveDestination } from "../dialing/rules.ts";
import type { AmiTransport } from "../pbx/asterisk/ami/transport.ts";
import type { Sealer } from "../store/sealer.ts";
import { type Finding, Findings } from "./finding.ts";
import { examineCertificates, examineDatabase, examineDisk } from "./here.ts";
import { examineIssuers } from "./issuers.ts";
import { examineKamailio } from "./kamailio.ts";
import { examinePbx } from "./pbx.ts";
import {
  countPrograms,
  examineSigningKeys,
  type Programs,
} from "./programs.ts";
import { examineRealtime } from "./realtime.ts";
import { examineRecording } from "./recording.ts";
import { examineKept } from "./recording-rows.ts";
import type { FoundIn } from "./sign-in.ts";
import type { CheckedTerminal } from "./terminals.ts";

export type Examination = {
  /** One number to be taken through dial rules and policy. */
  number?: string | undefined;
  /** One AoR that may sign in though the gateway has never seen it. */
  aor?: string | undefined;
  /** a connection that is not yet started */
  transportFor: (options: PbxConfig) => AmiTransport;
  /** with the keys of the configuration */
  sealer: Sealer;
  /** asks issuers, as the gateway does */
  fetchJson: FetchJson;
  now?: () => number;
};

/** Looks at everything, changes nothing and dials nobody. Never rejects for what is wrong. */
export async function examine(
  config: Config,
  { number, aor, transportFor, sealer, fetchJson, now = Date.now }: Examination,
): Promise<Finding[]> {
  let programs: Programs = { count: 0, trunkCallers: 0 };
  const keys: Finding[] = [];
  const kept: Finding[] = [];
  const { findings, terminals } = await examineDatabase(
    config.database,
    async (db) => {
      programs = await countPrograms(db);
      keys.push(...(await examineSigningKeys(db, sealer, now())));
      kept.push(...(await examineKept(db, config)));
    },
  );
  const asked = examineNumber(number, config);
  const known = withAsked(aor, terminals);
  const served = terminalsByPbx(config, known.terminals);
  const pbxs: Finding[] = [];
  for (const [name, options] of Object.entries(config.pbx)) {
    pbxs.push(
      ...(await examinePbx({
        name,
        options,
        transport: transportFor(options),
        terminals: served.byPbx.get(name) ?? [],
        foundIn: foundIn(config),
        programs,
        dialString: asked.destination?.dialString,
        now,
      })),
    );
  }
  return [
    ...findings,
    ...examineDisk(config.database),
    ...examineRecording(config, now()),
    ...kept,
    ...examineCertificates(config, now()),
    ...keys,
    ...(await examineIssuers(config.issuers, fetchJson)),
    ...known.findings,
    ...served.findings,
    ...asked.findings,
    ...(await examineKamailio(config)),
    ...(await examineRealtime(config, known.terminals)),
    ...pbxs,
  ];
}

/** The terminals, and one more where the admin asks about an AoR that is not among them. */
function withAsked(
  text: string | undefined,
  terminals: readonly CheckedTerminal[],
): { terminals: readonly CheckedTerminal[]; findings: Finding[] } {
  if (text === undefined) return { terminals, findings: [] };
  const found = new Findings("aor");
  const aor = parseAor(text);
  if (aor === undefined) {
    found.fault(
      "aor",
      `${text} is no address of a user.`,
      "Write it as alice@pbx.example.com.",
    );
    return { terminals, findings: found.all };
  }
  if (terminals.some((each) => each.aor === text))
    return { terminals, findings: [] };
  const { username, domain } = aor;
  const asked = { ...{ aor: text, username, domain }, endpoint: username };
  return {
    terminals: [...terminals, { ...asked, ha1: "", source: "asked" }],
    findings: [],
  };
}

function foundIn({ terminals }: Config): ReadonlyMap<string, FoundIn> {
  return new Map(
    Object.entries(terminals).flatMap(
      ([domain, { asterisk, realtime }]): [string, FoundIn][] => {
        if (realtime !== undefined)
          return [[domain, { source: "realtime", ...realtime }]];
        return asterisk.enabled
          ? [[domain, { source: "asterisk", ...asterisk }]]
          : [];
      },
    ),
  );
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
    const { domain } = terminal;
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
    `The dial policy refuses it: ${refusal.replaceAll("_", " ")}.`,
    "If it is to be dialled, change `dialing` in the configuration.",
  );
  return { findings: found.all };
}
