/** What the doctor looks at in the SQL database that Asterisk reads, where terminals are found there. */
import type { Config } from "../config/schema.ts";
import { isName, judge } from "../terminals/found/account.ts";
import {
  openRealtime,
  type RealtimeDatabase,
} from "../terminals/realtime/database.ts";
import { RealtimeAccounts } from "../terminals/realtime/directory.ts";
import { type Finding, Findings, wordsOf } from "./finding.ts";
import { examineFoundTerminal } from "./sign-in.ts";
import type { CheckedTerminal } from "./terminals.ts";

/** More are not read: who looks for one names it. */
const MOST_ENDPOINTS = 500;
const MOST_REFUSED = 20;

/** Each domain's database, what is in it, and those of `terminals` that are found there. Never rejects. */
export async function examineRealtime(
  { terminals: sections }: Pick<Config, "terminals">,
  terminals: readonly CheckedTerminal[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [domain, { realtime }] of Object.entries(sections)) {
    if (realtime === undefined) continue;
    const found = new Findings(`realtime ${domain}`);
    const db = openRealtime(realtime.url, () => {});
    const pattern = realtime.endpointPattern;
    const own = terminals.filter(
      (each) => each.domain === domain && each.source !== "local",
    );
    try {
      await examineEndpoints(db, domain, pattern, found);
      findings.push(...found.all);
      findings.push(...(await examineKnown(db, own, pattern)));
    } catch (fault) {
      found.fault(
        "reachable",
        `The realtime database cannot be asked: ${wordsOf(fault)}.`,
        `See that it runs, that terminals.${domain}.realtime.url names it, and that its user may read ps_endpoints, ps_auths and ps_aors.`,
      );
      findings.push(...found.all);
    } finally {
      await db.destroy();
    }
  }
  return findings;
}

async function examineEndpoints(
  db: RealtimeDatabase,
  domain: string,
  pattern: string | undefined,
  found: Findings,
): Promise<void> {
  const rows = await db
    .selectFrom("ps_endpoints")
    .select("id")
    .orderBy("id")
    .limit(MOST_ENDPOINTS)
    .execute();
  found.ok("reachable", "The realtime database answers.");
  const fits = new RegExp(pattern ?? "", "u");
  const names = rows
    .map(({ id }) => id)
    .filter((name) => isName(name) && fits.test(name));
  const accounts = new RealtimeAccounts(db);
  let eligible = 0;
  let refused = 0;
  for (const username of names) {
    const verdict = judge(await accounts.read(username), { username, domain });
    if (verdict === undefined) continue;
    if (!("refused" in verdict)) eligible += 1;
    else if (++refused <= MOST_REFUSED)
      found.warning(
        "sign-in",
        `${username}@${domain} cannot sign in: ${verdict.refused}.`,
        verdict.mend,
      );
  }
  const text = `${eligible} of ${names.length} endpoints can sign in.`;
  if (eligible > 0) found.ok("endpoints", text);
  else
    found.fault(
      "endpoints",
      text,
      "Give endpoints an auth and an aor in this database, or widen endpointPattern.",
    );
}

async function examineKnown(
  db: RealtimeDatabase,
  terminals: readonly CheckedTerminal[],
  endpointPattern: string | undefined,
): Promise<Finding[]> {
  const accounts = new RealtimeAccounts(db);
  const findings: Finding[] = [];
  for (const terminal of terminals) {
    const found = new Findings(`terminal ${terminal.aor}`);
    const read = (endpoint: string) => accounts.read(endpoint);
    const where = { source: "realtime", endpointPattern } as const;
    await examineFoundTerminal(read, terminal, where, found);
    findings.push(...found.all);
  }
  return findings;
}
