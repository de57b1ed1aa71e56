import type { PbxConfig } from "../config/schema.ts";
import type { AmiTransport } from "../pbx/asterisk/ami/transport.ts";
import { ASTDB_FAMILY } from "../pbx/asterisk/dialplan.ts";
import { readAccount } from "../terminals/asterisk/directory.ts";
import {
  examineContexts,
  examineHeader,
  examineProgramContexts,
  examineTrunkContext,
  hasContext,
} from "./dialplan.ts";
import { type Finding, Findings, wordsOf } from "./finding.ts";
import { knock, Line } from "./line.ts";
import type { Programs } from "./programs.ts";
import { examineRights } from "./rights.ts";
import {
  examineFoundTerminal,
  examineOwnPassword,
  type FoundIn,
} from "./sign-in.ts";
import { type CheckedTerminal, examineTerminal } from "./terminals.ts";

/** Older ones were never tried. */
const OLDEST_VERSION = 16;
/** The PBX tells whole seconds, and asking takes time as well. */
const CLOCK_SLACK_MS = 2_000;
const CLOCK_FAULT_MS = 60_000;

export type PbxPatient = {
  name: string;
  options: PbxConfig;
  /** one attempt's connection, not yet started */
  transport: AmiTransport;
  terminals: readonly CheckedTerminal[];
  /** by domain, where terminals are found beside the gateway's own table */
  foundIn: ReadonlyMap<string, FoundIn>;
  programs: Programs;
  /** what would be dialled for the number that was asked about */
  dialString: string | undefined;
  now: () => number;
};

/** Everything about one PBX and the terminals it serves. Never rejects. */
export async function examinePbx(patient: PbxPatient): Promise<Finding[]> {
  const found = new Findings(`pbx ${patient.name}`);
  const line = await open(patient, found);
  if (line === undefined) return found.all;
  try {
    const more = await examineOpen(line, patient, found);
    return [...found.all, ...more];
  } catch (fault) {
    found.fault(
      "answers",
      `The PBX stopped answering: ${wordsOf(fault)}.`,
      "Look into Asterisk's log, and run this again.",
    );
    return found.all;
  } finally {
    await line.close();
  }
}

async function open(
  { options, transport }: PbxPatient,
  found: Findings,
): Promise<Line | undefined> {
  const { host, port, username, connectTimeoutMs, tls } = options;
  const at = `${host}:${port}`;
  const unreachable = await knock({ host, port }, connectTimeoutMs);
  if (unreachable !== undefined) {
    found.fault(
      "reachable",
      `Nothing accepts connections at ${at}: ${unreachable}.`,
      "See that Asterisk runs, that manager.conf has enabled = yes with this port and bindaddr, and that no firewall stands between.",
    );
    return undefined;
  }
  found.ok("reachable", `Something accepts connections at ${at}.`);
  const line = new Line(transport);
  const problem = await line.open();
  if (problem === undefined) {
    found.ok("login", `Logged in as ${username}.`);
    return line;
  }
  const mend = problem.startsWith("login refused")
    ? `Compare username and secret with [${username}] in manager.conf, see that its permit lets this machine in, and run \`asterisk -rx "manager reload"\`.`
    : tls.enabled
      ? "See that the port is manager.conf's tlsbindaddr, and that tls.caFile and tls.servername fit the PBX's certificate."
      : "See that the port is the one of manager.conf, and that it is not the one for TLS.";
  found.fault("login", `Logging in at ${at} fails: ${problem}.`, mend);
  return undefined;
}

async function examineOpen(
  line: Line,
  patient: PbxPatient,
  found: Findings,
): Promise<Finding[]> {
  const { name, options, terminals, dialString, now, programs } = patient;
  await examineVersion(line, found);
  await examineClock(line, now, found);
  await examineRights(line, options.username, found);
  await examineAstDb(line, found);
  const canAsk = await examineContexts(line, found);
  if (canAsk) {
    await examineProgramContexts(line, programs.count > 0, found);
    const trunk = { name, context: options.trunkContext };
    await examineTrunkContext(line, trunk, programs, found);
  }
  const own: Finding[] = [];
  const contexts = new Set<string>();
  for (const terminal of terminals) {
    const findings = new Findings(`terminal ${terminal.aor}`);
    const context = await examineTerminal(
      line,
      terminal,
      options.context,
      findings,
    );
    if (context !== undefined) contexts.add(context);
    await examinePassword(line, terminal, patient, findings);
    own.push(...findings.all);
  }
  await examineHeader(line, [...contexts], found);
  if (dialString !== undefined && canAsk) {
    own.push(...(await examineDialled(line, dialString, patient, contexts)));
  }
  return own;
}

async function examinePassword(
  line: Line,
  terminal: CheckedTerminal,
  { foundIn }: PbxPatient,
  found: Findings,
): Promise<void> {
  const read = (endpoint: string) =>
    readAccount((expression) => line.read(expression), endpoint);
  const where = foundIn.get(terminal.domain);
  if (terminal.source === "local")
    await examineOwnPassword(read, terminal, found);
  else if (where?.source === "asterisk")
    await examineFoundTerminal(read, terminal, where, found);
}

async function examineVersion(line: Line, found: Findings): Promise<void> {
  const version = await line.read("VERSION()");
  const major = Number.parseInt(version, 10);
  if (Number.isNaN(major)) {
    found.warning(
      "version",
      "The PBX does not tell its version.",
      'Load func_version: `asterisk -rx "module load func_version.so"`, and in modules.conf.',
    );
  } else if (major < OLDEST_VERSION) {
    found.fault(
      "version",
      `Asterisk ${version} is older than ${OLDEST_VERSION}.`,
      "Bring Asterisk up to a version that is still kept.",
    );
  } else found.ok("version", `Asterisk ${version}.`);
}

async function examineClock(
  line: Line,
  now: () => number,
  found: Findings,
): Promise<void> {
  const epoch = Number(await line.read("EPOCH"));
  if (!(epoch > 0)) {
    found.warning(
      "clock",
      "The PBX does not tell its time.",
      "Compare the clocks of both machines yourself.",
    );
    return;
  }
  const apart = Math.abs(now() - (epoch * 1000 + 500));
  const text = `The PBX's clock and this machine's are ${Math.round(apart / 1000)} s apart.`;
  const mend =
    "Let both machines keep time by NTP (chrony, systemd-timesyncd).";
  if (apart <= CLOCK_SLACK_MS) found.ok("clock", "Both clocks agree.");
  else if (apart <= CLOCK_FAULT_MS) found.warning("clock", text, mend);
  else found.fault("clock", text, mend);
}

async function examineAstDb(line: Line, found: Findings): Promise<void> {
  const reply = await line.ask({
    action: "DBGet",
    headers: { Family: ASTDB_FAMILY, Key: "day" },
  });
  if (reply.kind === "done") {
    found.ok("astdb", "AstDB can be read, and the dialplan has written to it.");
  } else if (/not found/i.test(reply.message)) {
    found.ok("astdb", "AstDB can be read; no click has been noted there yet.");
  } else {
    found.fault(
      "astdb",
      `AstDB cannot be read: ${reply.message}.`,
      "Give the AMI user the write right reporting: without it the outcome of calls is lost that end during an outage.",
    );
  }
}

async function examineDialled(
  line: Line,
  dialString: string,
  { name }: PbxPatient,
  contexts: ReadonlySet<string>,
): Promise<Finding[]> {
  const found = new Findings(`number at pbx ${name}`);
  for (const context of contexts) {
    if (await hasContext(line, context, dialString)) {
      found.ok("extension", `[${context}] has an extension for ${dialString}.`);
    } else {
      found.fault(
        "extension",
        `[${context}] has no extension for ${dialString}.`,
        "Change `dialing` (form, prefix) to what this PBX expects, or add the extension to its dialplan.",
      );
    }
  }
  return found.all;
}
