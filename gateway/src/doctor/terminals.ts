import { hasContext } from "./dialplan.ts";
import type { Findings } from "./finding.ts";
import type { Line } from "./line.ts";

export type CheckedTerminal = {
  aor: string;
  username: string;
  domain: string;
  endpoint: string;
  /** "" where the telephone system keeps it */
  ha1: string;
  /** `local`, or where it was found; `asked`: the admin wants to know */
  source: string;
};

/** What stands in a list of the PBX and is asked about again: no text of its choosing becomes part of an expression. */
const PLAIN = /^[\w.@+-]+$/;

/** Gives the context the other party is dialled in, where it could be found out and is there. */
export async function examineTerminal(
  line: Line,
  { endpoint }: CheckedTerminal,
  configured: string | undefined,
  found: Findings,
): Promise<string | undefined> {
  const state = await line.read(`DEVICE_STATE(PJSIP/${endpoint})`);
  const own = await line.read(`PJSIP_ENDPOINT(${endpoint},context)`);
  if (own === "") {
    found.fault(
      "endpoint",
      `The PBX has no PJSIP endpoint ${endpoint}.`,
      "Correct the terminal (`ringback terminal remove` and `add` with the right --endpoint), or make the endpoint on the PBX.",
    );
    return undefined;
  }
  found.ok("endpoint", `Endpoint ${endpoint} is there.`);
  const context = await examineContext(line, configured ?? own, found);
  await examinePhone(line, endpoint, state, found);
  await examineQualify(line, endpoint, found);
  return context;
}

async function examineContext(
  line: Line,
  context: string,
  found: Findings,
): Promise<string | undefined> {
  if (PLAIN.test(context) && (await hasContext(line, context))) {
    found.ok("context", `The other party is dialled in [${context}].`);
    return context;
  }
  found.fault(
    "context",
    `The other party would be dialled in [${context}], which is not there.`,
    "Correct the endpoint's context on the PBX, or the key context of this PBX in the configuration.",
  );
  return undefined;
}

async function examinePhone(
  line: Line,
  endpoint: string,
  state: string,
  found: Findings,
): Promise<void> {
  const contacts = await line.read(`PJSIP_DIAL_CONTACTS(${endpoint})`);
  const count = contacts === "" ? 0 : contacts.split("&").length;
  if (count === 0 || state === "UNAVAILABLE") {
    found.warning(
      "phone",
      count === 0
        ? "No phone can be rung now: none is registered, or none answers."
        : "The registered phone does not answer.",
      "See that the phone is switched on and registered; until then a click is refused.",
    );
  } else {
    const phones = count === 1 ? "1 phone" : `${count} phones`;
    found.ok("phone", `${phones} would ring now.`);
  }
}

async function examineQualify(
  line: Line,
  endpoint: string,
  found: Findings,
): Promise<void> {
  const aors = (await line.read(`PJSIP_ENDPOINT(${endpoint},aors)`))
    .split(",")
    .map((each) => each.trim())
    .filter((each) => PLAIN.test(each));
  for (const aor of aors) {
    const frequency = await line.read(
      `AST_SORCERY(res_pjsip,aor,${aor},qualify_frequency)`,
    );
    const seconds = Number.parseInt(frequency, 10);
    if (seconds > 0) {
      found.ok(
        "qualify",
        `Its phone is asked every ${seconds} s whether it lives.`,
      );
    } else if (seconds === 0) {
      found.warning(
        "qualify",
        `qualify_frequency of the aor ${aor} is off: a phone that lost its power seems to be there, and a click rings into nothing.`,
        `Set qualify_frequency = 60 for the aor ${aor}.`,
      );
    } else {
      found.warning(
        "qualify",
        `The PBX does not tell qualify_frequency of the aor ${aor}.`,
        "Load func_sorcery, or see for yourself that qualify_frequency is set.",
      );
    }
  }
}
