import type { AmiMessage } from "../pbx/asterisk/ami/transport.ts";
import { LEG_A_CONTEXT, TARGET_CONTEXT } from "../pbx/asterisk/dialplan.ts";
import type { Findings } from "./finding.ts";
import type { Line } from "./line.ts";

/** Ringback's own contexts, with an extension each must have. */
const OWN = [
  [LEG_A_CONTEXT, "100", "rings the caller's phones"],
  [TARGET_CONTEXT, "100", "dials the other party"],
  ["ringback-test", "100", 'plays the tones of "ring my phone"'],
  ["ringback-header", "s", "adds the header with the iden"],
] as const;

/** For calls that programs place; an older click2dial.conf has not got them. */
const FOR_PROGRAMS = [
  ["ringback-program-a", "s", "rings the first party of a program's call"],
  ["ringback-program-b", "s", "dials the second party of a program's call"],
] as const;

const NEWER =
  'Copy the click2dial.conf that came with this version to the PBX and run `asterisk -rx "dialplan reload"`.';
const INCLUDE =
  'Add `#include click2dial.conf` at the end of extensions.conf (FreePBX: extensions_custom.conf) and run `asterisk -rx "dialplan reload"`.';
/** Contexts lead on to contexts; a dialplan that makes circles is common. */
const MAX_CONTEXTS = 50;

/** The contexts of click2dial.conf. Gives whether the PBX can be asked for contexts at all. */
export async function examineContexts(
  line: Line,
  found: Findings,
): Promise<boolean> {
  const answers: [string, string, string][] = [];
  for (const [context, exten, purpose] of OWN) {
    const answer = await line.read(`DIALPLAN_EXISTS(${context},${exten},1)`);
    answers.push([context, purpose, answer]);
  }
  const canAsk = answers.some(([, , answer]) => answer !== "");
  if (!canAsk) {
    found.fault(
      "contexts",
      "The PBX does not answer DIALPLAN_EXISTS, which the gateway and its dialplan need.",
      'Load func_dialplan: `asterisk -rx "module load func_dialplan.so"`, and in modules.conf.',
    );
    return false;
  }
  for (const [context, purpose, answer] of answers) {
    const check = `context ${context}`;
    if (answer !== "0")
      found.ok(check, `[${context}] is there: it ${purpose}.`);
    else found.fault(check, `[${context}] is missing: it ${purpose}.`, INCLUDE);
  }
  return true;
}

/** The contexts that calls of programs need. They are a fault where there are programs, else a warning. */
export async function examineProgramContexts(
  line: Line,
  hasPrograms: boolean,
  found: Findings,
): Promise<void> {
  for (const [context, exten, purpose] of FOR_PROGRAMS) {
    const check = `context ${context}`;
    if (await hasContext(line, context, exten))
      found.ok(check, `[${context}] is there: it ${purpose}.`);
    else
      found[hasPrograms ? "fault" : "warning"](
        check,
        `[${context}] is missing: it ${purpose}.`,
        NEWER,
      );
  }
}

/** The context that dials outside numbers for programs. */
export async function examineTrunkContext(
  line: Line,
  { name, context }: { name: string; context: string | undefined },
  { trunkCallers }: { trunkCallers: number },
  found: Findings,
): Promise<void> {
  const check = "trunkContext";
  if (context === undefined) {
    if (trunkCallers > 0)
      found.warning(
        check,
        `${trunkCallers} programs may call outside numbers on both sides, and no context dials them on this PBX.`,
        `Set pbx.${name}.trunkContext to the context that dials outside numbers.`,
      );
  } else if (await hasContext(line, context))
    found.ok(
      check,
      `Outside numbers are dialled for programs in [${context}].`,
    );
  else
    found.fault(
      check,
      `Outside numbers would be dialled for programs in [${context}], which is not there.`,
      `Correct pbx.${name}.trunkContext, or add the context to the dialplan.`,
    );
}

export async function hasContext(
  line: Line,
  context: string,
  exten?: string,
): Promise<boolean> {
  const wanted = exten === undefined ? context : `${context},${exten},1`;
  return (await line.read(`DIALPLAN_EXISTS(${wanted})`)) !== "0";
}

/** Whether the Dials that a call from these contexts can meet carry the header with the iden. */
export async function examineHeader(
  line: Line,
  contexts: readonly string[],
  found: Findings,
): Promise<void> {
  const check = "iden header";
  const mend =
    "Add the option b(ringback-header^s^1) to each Dial towards a destination, or leave it if nobody reads X-Info-Click2Dial-iden.";
  const { dials, denied } = await dialsFrom(line, contexts);
  const without = dials.filter(({ data }) => !data.includes("ringback-header"));
  const [bare] = without;
  const from = contexts.map((each) => `[${each}]`).join(", ");
  if (denied !== undefined) {
    found.warning(
      check,
      `The dialplan cannot be read: ${denied}.`,
      "Give the AMI user the write right reporting.",
    );
  } else if (dials.length === 0) {
    found.warning(
      check,
      `No Dial can be seen in ${from || "any endpoint's context"}, so it cannot be told whether the header with the iden is sent.`,
      mend,
    );
  } else if (bare === undefined) {
    found.ok(
      check,
      `All ${dials.length} Dials seen from ${from} add the header.`,
    );
  } else {
    found.warning(
      check,
      `${without.length} of ${dials.length} Dials seen from ${from} do not add the header with the iden, such as ${bare.exten} in [${bare.context}].`,
      mend,
    );
  }
}

type DialLine = { context: string; exten: string; data: string };

/** Every Dial in these contexts and those they include or go to by name. */
async function dialsFrom(
  line: Line,
  contexts: readonly string[],
): Promise<{ dials: DialLine[]; denied?: string }> {
  const queue = [...contexts];
  const seen = new Set(queue);
  const dials: DialLine[] = [];
  for (const context of queue) {
    const items = await line.list({
      action: "ShowDialPlan",
      headers: { Context: context },
    });
    if (!Array.isArray(items)) {
      if (items.kind === "denied") return { dials, denied: items.message };
      continue;
    }
    for (const item of items) {
      const dial = dialOf(item);
      if (dial !== undefined) dials.push(dial);
      const next = nextContext(item);
      if (next === undefined || seen.has(next) || seen.size >= MAX_CONTEXTS)
        continue;
      seen.add(next);
      queue.push(next);
    }
  }
  return { dials };
}

function dialOf(item: AmiMessage): DialLine | undefined {
  if (item.get("Application") !== "Dial") return undefined;
  return {
    context: item.get("Context") ?? "",
    exten: item.get("Extension") ?? "",
    data: item.get("AppData") ?? "",
  };
}

function nextContext(item: AmiMessage): string | undefined {
  const included = item.get("IncludeContext");
  if (included !== undefined) return included;
  if (!/^(Goto|Gosub)$/.test(item.get("Application") ?? "")) return undefined;
  const [context = "", , priority] = (item.get("AppData") ?? "").split(",");
  // With fewer than three parts, Goto stays in its context.
  const isNamed = priority !== undefined && /^[\w.-]+$/.test(context);
  return isNamed ? context : undefined;
}
