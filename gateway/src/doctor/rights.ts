import type { AmiAction } from "../pbx/asterisk/ami/transport.ts";
import type { Findings } from "./finding.ts";
import type { Line } from "./line.ts";

/** A context nobody has. What is asked of it can dial nothing. */
const NOWHERE = "ringback-doctor-nowhere";

/** What Asterisk says to those who may: it looks at the right first, and only then finds nothing to act upon. */
const PROOFS: readonly {
  right: string;
  purpose: string;
  action: AmiAction;
  allowed: RegExp;
}[] = [
  {
    right: "originate",
    purpose: "placing calls",
    action: {
      action: "Originate",
      headers: {
        Channel: `Local/0@${NOWHERE}/n`,
        Context: NOWHERE,
        Exten: "0",
        Priority: 1,
        Async: true,
      },
    },
    allowed: /extension does not exist/i,
  },
  {
    right: "call",
    purpose: "hanging up",
    action: { action: "Hangup", headers: { Channel: NOWHERE } },
    allowed: /no such channel/i,
  },
  {
    right: "reporting",
    purpose: "asking what became of a call",
    action: { action: "CoreStatus" },
    allowed: /^/,
  },
];

const NEEDED_EVENTS = {
  call: "the steps of a call",
  user: "the dialplan's own reports",
} as const;
const TOO_MUCH = ["system", "command", "config", "all"];

/** Proves each write right by an action that can do nothing, and reads the event classes from manager.conf. */
export async function examineRights(
  line: Line,
  username: string,
  found: Findings,
): Promise<void> {
  for (const { right, purpose, action, allowed } of PROOFS) {
    const check = `right ${right}`;
    const reply = await line.ask(action);
    if (reply.kind !== "denied" && allowed.test(reply.message)) {
      found.ok(check, `The AMI user may use ${right} (${purpose}).`);
    } else if (reply.kind === "denied") {
      found.fault(
        check,
        `The AMI user lacks the write right ${right}, needed for ${purpose}.`,
        `Add ${right} to \`write\` of [${username}] in manager.conf and run \`asterisk -rx "manager reload"\`.`,
      );
    } else {
      found.warning(
        check,
        `The PBX answered "${reply.message}", which does not tell whether the AMI user may use ${right}.`,
        `Compare \`write\` of [${username}] in manager.conf with manager-ringback.conf.`,
      );
    }
  }
  await examineClasses(line, username, found);
}

async function examineClasses(
  line: Line,
  username: string,
  found: Findings,
): Promise<void> {
  const isPlain = /^[\w.-]+$/.test(username);
  const read = isPlain ? await classes(line, username, "read") : [];
  const write = isPlain ? await classes(line, username, "write") : [];
  for (const [name, purpose] of Object.entries(NEEDED_EVENTS)) {
    const check = `events ${name}`;
    if (read.length === 0) {
      found.warning(
        check,
        `The PBX does not tell whether events of class ${name} (${purpose}) are sent to the AMI user.`,
        `Load func_config, or see for yourself that \`read\` of [${username}] in manager.conf has ${name}.`,
      );
    } else if (read.includes(name) || read.includes("all")) {
      found.ok(check, `Events of class ${name} (${purpose}) are sent.`);
    } else {
      found.fault(
        check,
        `Events of class ${name} (${purpose}) are not sent to the AMI user.`,
        `Add ${name} to \`read\` of [${username}] in manager.conf and run \`asterisk -rx "manager reload"\`.`,
      );
    }
  }
  const extra = TOO_MUCH.filter((each) => write.includes(each));
  if (extra.length > 0) {
    found.warning(
      "rights too many",
      `The AMI user may also use ${extra.join(", ")}, which Ringback never needs.`,
      `Leave only originate,call,reporting in \`write\` of [${username}] in manager.conf.`,
    );
  }
}

async function classes(
  line: Line,
  username: string,
  key: "read" | "write",
): Promise<string[]> {
  const value = await line.read(`AST_CONFIG(manager.conf,${username},${key})`);
  return value
    .toLowerCase()
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}
