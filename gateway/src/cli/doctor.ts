/** `ringback doctor`: what is wrong with the whole installation, and how to mend it. */
import { createFetchJson } from "../assembly/fetch-json.ts";
import { createTransport } from "../assembly/pbxs.ts";
import { createSealer } from "../assembly/sealer.ts";
import { examine } from "../doctor/examine.ts";
import { type Finding, Findings, type Level } from "../doctor/finding.ts";
import type { Arguments } from "./arguments.ts";
import { load } from "./context.ts";
import type { Io } from "./io.ts";
import { printJson } from "./print.ts";
import { EXIT } from "./table.ts";

const MARKS: Record<Level, string> = {
  ok: "ok     ",
  warning: "WARNING",
  fault: "FAULT  ",
};

/** Exit code 1 where there is a fault; warnings alone are 0. */
export async function doctor(args: Arguments, io: Io): Promise<number> {
  const findings = await findingsOf(args, io);
  io.out(args.flag("json") ? printJson(findings) : report(findings));
  return findings.some(({ level }) => level === "fault") ? EXIT.fault : EXIT.ok;
}

async function findingsOf(args: Arguments, io: Io): Promise<Finding[]> {
  const { config, faults = [], from } = load(args, io);
  const found = new Findings("config");
  for (const { key, message, at } of faults) {
    found.fault(
      key,
      message,
      at === undefined
        ? `Correct ${key} in the configuration.`
        : `Correct ${key}: ${at}.`,
    );
  }
  // Without a configuration nobody knows what else to look at.
  if (config === undefined) return found.all;
  found.ok("config", `No faults in the configuration from ${from}.`);
  const { fetchJson, close } = createFetchJson(config);
  const more = await examine(config, {
    number: args.text("number"),
    aor: args.text("aor"),
    transportFor: createTransport,
    sealer: createSealer(config),
    fetchJson,
  });
  close();
  return [...found.all, ...more];
}

function report(findings: readonly Finding[]): string {
  const lines = findings.map(({ level, about, text, mend }) => {
    const line = `${MARKS[level]} ${about}: ${text}\n`;
    return mend === undefined ? line : `${line}        ${mend}\n`;
  });
  const count = (level: Level) =>
    findings.filter((each) => each.level === level).length;
  const faults = count("fault");
  const warnings = count("warning");
  return `${lines.join("")}\n${faults} ${faults === 1 ? "fault" : "faults"}, ${warnings} ${warnings === 1 ? "warning" : "warnings"}, ${count("ok")} ok.\n`;
}
