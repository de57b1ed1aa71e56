import { type AmiAction, AmiError } from "./transport.ts";

/**
 * Asterisk refuses a whole action for a line over 1,024 bytes or for 200 headers (tried on 22.10); this stays below both, and
 * leaves room for a TLS record behind a line (`connector.ts`).
 */
const MAX_LINE_BYTES = 500;
const MAX_HEADERS = 100;

const ACTION_NAME = /^[A-Za-z]{1,40}$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,40}$/;
const VARIABLE_NAME = /^_{0,2}[A-Z0-9_]+$/;
const LINE_BREAKING = /[\r\n\0]/;

/** Runs anything the console can; no caller has a use for it. */
const NEVER = new Set(["command"]);

/**
 * The bytes of one action, or `AmiError` of kind `unsafe` that names the header but never its value.
 *
 * Commas, quotes and backslashes of variable values are escaped, because Asterisk splits `Variable` at commas and takes
 * quotes and backslashes away (`man_do_variable_value`, `AST_STANDARD_APP_ARGS`).
 */
export function serialize(action: AmiAction, actionId: string): string {
  if (!ACTION_NAME.test(action.action)) throw unsafe("action name");
  if (NEVER.has(action.action.toLowerCase()))
    throw unsafe(`action ${action.action} is never sent`);
  const lines = [
    line("Action", action.action),
    line("ActionID", actionId),
    ...headerLines(action),
    ...variableLines(action),
  ];
  if (lines.length > MAX_HEADERS) throw unsafe("too many headers");
  return `${lines.join("")}\r\n`;
}

function headerLines(action: AmiAction): string[] {
  const lines: string[] = [];
  for (const [name, value] of Object.entries(action.headers ?? {})) {
    if (value === undefined) continue;
    if (!HEADER_NAME.test(name)) throw unsafe("header name");
    if (isOwnHeader(name, action.action))
      throw unsafe(`header ${name} is not the caller's to set`);
    lines.push(line(name, text(value, name)));
  }
  return lines;
}

/** `Variable` is a plain name in Getvar; where it assigns, only `variables` may, which escapes. */
function isOwnHeader(name: string, action: string): boolean {
  const header = name.toLowerCase();
  if (header === "variable") return action.toLowerCase() !== "getvar";
  return header === "action" || header === "actionid";
}

function variableLines(action: AmiAction): string[] {
  return Object.entries(action.variables ?? {}).map(([name, value]) => {
    if (!VARIABLE_NAME.test(name)) throw unsafe("variable name");
    const escaped = text(value, name).replace(/[\\",]/g, "\\$&");
    return line("Variable", `${name}=${escaped}`, name);
  });
}

function text(value: string | number | boolean, name: string): string {
  if (typeof value === "number" && !Number.isFinite(value))
    throw unsafe(`${name} is not a finite number`);
  return String(value);
}

function line(header: string, value: string, name = header): string {
  if (LINE_BREAKING.test(value)) throw unsafe(`${name} holds a line break`);
  if (!value.isWellFormed()) throw unsafe(`${name} is not well-formed text`);
  const whole = `${header}: ${value}\r\n`;
  if (Buffer.byteLength(whole) > MAX_LINE_BYTES)
    throw unsafe(`${name} is too long`);
  return whole;
}

function unsafe(what: string): AmiError {
  return new AmiError("unsafe", `not sent: ${what}`);
}
