/** What a command line says of a program. */
import { readFileSync } from "node:fs";
import { SCOPES } from "@ringback/shared/ctd/scopes.ts";
import type { ClientSettings, SaidSettings } from "../clients/settings.ts";
import type { Config } from "../config/schema.ts";
import { errorCode } from "../config/secret-files.ts";
import type { Arguments } from "./arguments.ts";
import { CliFault, UsageFault } from "./io.ts";

/** Members that were not said are undefined; switches are the command's own business. Throws UsageFault or CliFault. */
export function saidSettings(args: Arguments, config: Config): SaidSettings {
  return {
    name: args.text("name"),
    domain: saidDomain(args, config),
    scopes: saidScopes(args),
    callerPrefixes: list(args, "caller-prefix"),
    calleePrefixes: list(args, "callee-prefix"),
    maskNumbers: list(args, "mask"),
    tokenUris: list(args, "token-uri"),
    callsPerMinute: count(args, "calls-per-minute"),
    callsAtOnce: count(args, "calls-at-once"),
    keys: saidKeys(args),
    external: saidExternal(args, config),
  };
}

function list(args: Arguments, name: string): string[] | undefined {
  return args
    .text(name)
    ?.split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function saidScopes(args: Arguments): readonly string[] | undefined {
  return args.text("scopes")?.trim() === "all" ? SCOPES : list(args, "scopes");
}

function count(args: Arguments, name: string): number | undefined {
  const text = args.text(name);
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw new UsageFault(`--${name} is a whole number`);
  return Number(text);
}

/** Calls for a domain without a PBX could never be placed. */
function saidDomain(args: Arguments, config: Config): string | undefined {
  const domain = args.text("domain");
  if (domain === undefined) return undefined;
  const known = Object.keys(config.domains);
  const served = known.find(
    (name) => name.toLowerCase() === domain.toLowerCase(),
  );
  if (served !== undefined) return served;
  throw new CliFault(
    `the domain ${domain} is not in the configuration: known are ${known.join(", ")}`,
  );
}

function saidKeys(args: Arguments): ClientSettings["keys"] | undefined {
  const file = args.text("jwks");
  const uri = args.text("jwks-uri");
  const none = args.flag("no-keys");
  if ([file !== undefined, uri !== undefined, none].filter(Boolean).length > 1)
    throw new UsageFault("keys are given in one way alone");
  if (none) return null;
  if (uri !== undefined) return { uri };
  if (file === undefined) return undefined;
  try {
    return { jwks: readFileSync(file, "utf8") };
  } catch (error) {
    throw new CliFault(`${file} cannot be read (${errorCode(error)})`);
  }
}

function saidExternal(
  args: Arguments,
  config: Config,
): ClientSettings["external"] | undefined {
  const id = args.text("external-id");
  const name = args.text("issuer");
  if (args.flag("no-external-id")) {
    if (id !== undefined)
      throw new UsageFault(
        "--external-id and --no-external-id exclude each other",
      );
    return null;
  }
  if (id === undefined) {
    if (name !== undefined) throw new UsageFault("--external-id is missing");
    return undefined;
  }
  const names = Object.keys(config.issuers);
  const [only] = names;
  if (name === undefined && names.length > 1)
    throw new UsageFault(`--issuer is missing: one of ${names.join(", ")}`);
  const issuer = config.issuers[name ?? only ?? ""]?.issuer;
  if (issuer === undefined)
    throw new CliFault(
      `there is no such issuer under \`issuers\`: known are ${names.join(", ") || "none"}`,
    );
  return { issuer, id };
}
