import type { CallParts } from "./call-parts.ts";
import { isDialable } from "./originate.ts";
import type { Party, Phones } from "./phones.ts";

const SIMULATOR_VERSION = "22.10.1-simulator";

/** Dials outside numbers, as that of the tiny PBX. */
const TRUNK_CONTEXT = "outside";

const CALL = /^([A-Z_0-9]+)\((.*)\)$/;

/** What Getvar answers to a dialplan function without a channel; unknown ones read as empty, as in Asterisk. */
export function readFunction(
  { phones, contexts }: Pick<CallParts, "phones" | "contexts">,
  expression: string,
): string {
  const [, name = "", list = ""] = CALL.exec(expression) ?? [];
  const [first = "", second = "", third = "", fourth = ""] = list.split(",");
  switch (name) {
    case "PJSIP_DIAL_CONTACTS":
      return (phones.byEndpoint(first)?.dialStrings ?? [])
        .map((dialString) => `PJSIP/${dialString}`)
        .join("&");
    case "PJSIP_ENDPOINT":
      return endpointField(phones.byEndpoint(first), second);
    case "DEVICE_STATE":
      return deviceState(phones.byEndpoint(first.replace(/^PJSIP\//, "")));
    case "DIALPLAN_EXISTS":
    case "VALID_EXTEN":
      return exists(phones, contexts, first, second) ? "1" : "0";
    case "AST_SORCERY":
      return first === "res_pjsip" && second === "auth"
        ? authField(phones.byEndpoint(third), fourth)
        : "";
    case "VERSION":
      return SIMULATOR_VERSION;
    default:
      return "";
  }
}

function endpointField(party: Party | undefined, field: string): string {
  if (party === undefined) return "";
  const fields: Readonly<Record<string, string>> = {
    context: "from-internal",
    auth: party.endpoint,
    aors: party.endpoint,
    callerid: `"${party.callerName}" <${party.number}>`,
  };
  return fields[field] ?? "";
}

function authField(party: Party | undefined, field: string): string {
  if (party === undefined) return "";
  const fields: Readonly<Record<string, string>> = {
    username: party.endpoint,
    password: party.password,
    realm: "asterisk",
    auth_type: "userpass",
  };
  return fields[field] ?? "";
}

function deviceState(party: Party | undefined): string {
  if (party === undefined) return "INVALID";
  if (!party.canRing) return "UNAVAILABLE";
  return party.lines.size > 0 ? "INUSE" : "NOT_INUSE";
}

function exists(
  phones: Phones,
  contexts: ReadonlySet<string>,
  context: string,
  exten: string,
): boolean {
  if (contexts.has(context))
    return (
      exten === "" ||
      (context.startsWith("ringback-program-")
        ? exten === "s"
        : isDialable(exten))
    );
  if (context === TRUNK_CONTEXT)
    return exten === "" || phones.byOutsideNumber(exten) !== undefined;
  if (context !== "from-internal") return false;
  return exten === "" || phones.byNumber(exten) !== undefined;
}
