import type { AmiMessage } from "../asterisk/ami/transport.ts";

/** An Originate of the click contexts, read as Asterisk reads it. */
export type Order = {
  actionId: string | undefined;
  /** The header as sent, with `/n` where the Local channel is to stay. */
  channel: string;
  destination: string;
  leg1Context: string;
  optimize: boolean;
  context: string;
  exten: string;
  callerNumber: string;
  timeoutMs: number;
  iden: string;
  otherId: string;
  variables: ReadonlyMap<string, string>;
};

const LOCAL = /^Local\/([^@/]+)@([^/]+)(\/n)?$/;
const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * The order, or Asterisk's error text. `newId` names channels that were given no id. A leg-1 context other than the click
 * one gives an order that fails later, without any channel, as in Asterisk.
 */
export function readOrder(
  action: AmiMessage,
  contexts: ReadonlySet<string>,
  newId: () => string,
): Order | string {
  const channel = action.get("Channel") ?? "";
  if (channel === "") return "Channel not specified";
  const timeoutMs = Number(action.get("Timeout") ?? DEFAULT_TIMEOUT_MS);
  if (!Number.isInteger(timeoutMs)) return "Invalid timeout";
  const context = action.get("Context") ?? "";
  const exten = action.get("Exten") ?? "";
  if (!contexts.has(context) || !isEntry(context, exten))
    return "Extension does not exist.";
  const [, destination = "", leg1Context = "", stay] =
    LOCAL.exec(channel) ?? [];
  const iden = action.get("ChannelId") ?? newId();
  return {
    actionId: action.get("ActionID"),
    channel,
    destination,
    leg1Context,
    optimize: stay === undefined,
    context,
    exten,
    callerNumber: action.get("CallerID") ?? "<unknown>",
    timeoutMs,
    iden,
    otherId: action.get("OtherChannelId") ?? newId(),
    variables: readVariables(action.all("Variable")),
  };
}

/** Whether a context that an Originate may name has this extension. */
function isEntry(context: string, exten: string): boolean {
  if (context === "click2dial-target") return isDialable(exten);
  return context === "ringback-program-b" && exten === "s";
}

/** The form the click contexts match: `_[+*0-9]!`. */
export function isDialable(exten: string): boolean {
  return /^[+*0-9]/.test(exten);
}

/** Splits `Variable` headers as Asterisk does: at commas outside quotes and brackets, with quotes and backslashes taken out. */
export function readVariables(
  headers: readonly string[],
): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  for (const pair of headers.flatMap(splitArguments)) {
    const equals = pair.indexOf("=");
    if (equals < 1) continue;
    variables.set(
      pair.slice(0, equals).replace(/^__?/, ""),
      pair.slice(equals + 1),
    );
  }
  return variables;
}

function splitArguments(text: string): string[] {
  const parts: string[] = [];
  let part = "";
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === "\\") part += text.charAt(++i);
    else if (char === '"') quoted = !quoted;
    else if (char === "," && depth === 0 && !quoted) {
      parts.push(part);
      part = "";
    } else {
      if (char === "(" || char === "[") depth++;
      if ((char === ")" || char === "]") && depth > 0) depth--;
      part += char;
    }
  }
  return [...parts, part];
}
