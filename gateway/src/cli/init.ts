/** `ringback init` */
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, resolve } from "node:path";
import { loadConfig } from "../config/load.ts";
import { isLoopback } from "../config/net.ts";
import { renderSample, type SampleValue } from "../config/sample.ts";
import { errorCode } from "../config/secret-files.ts";
import type { Arguments } from "./arguments.ts";
import { asteriskFolder, asteriskSteps } from "./asterisk-files.ts";
import { configFile, faultText } from "./context.ts";
import { CliFault, type Io } from "./io.ts";
import { EXIT } from "./table.ts";

/** Options that stand in the file just as they were given. */
const AS_GIVEN = {
  region: "numbers.region",
  listen: "server.listen",
  database: "database.file",
  "ami-host": "pbx.main.host",
  "ami-port": "pbx.main.port",
  "ami-user": "pbx.main.username",
  context: "pbx.main.context",
};

function values(args: Arguments, secret: string, remote: boolean) {
  const all = new Map<string, SampleValue>([
    ["secrets.nonceKey", randomBytes(32).toString("hex")],
    ["secrets.tokenKey", randomBytes(32).toString("hex")],
    ["secrets.storageKey", randomBytes(32).toString("hex")],
    ["pbx.main.secret", secret],
    [`domains.${args.text("domain") ?? hostname()}`, ["main"]],
  ]);
  if (remote) {
    all.set("pbx.main.tls.enabled", true);
    all.set("pbx.main.port", 5039);
  }
  for (const [option, key] of Object.entries(AS_GIVEN)) {
    const value = args.text(option);
    if (value !== undefined)
      all.set(key, /^\d+$/.test(value) ? Number(value) : value);
  }
  return all;
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o750 });
    writeFileSync(file, text, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const code = errorCode(error);
    throw new CliFault(
      code === "EEXIST"
        ? `${file} is there already and stays as it is`
        : `${file} cannot be written (${code})`,
    );
  }
}

export function init(args: Arguments, io: Io): number {
  const file = resolve(configFile(args.text("out"), io));
  const folder = asteriskFolder(args.text("gateway-asterisk-dir"));
  const remote = !isLoopback(args.text("ami-host") ?? "127.0.0.1");
  const secret = randomBytes(24).toString("hex");
  const manager = { user: args.text("ami-user") ?? "ringback", secret };
  const steps = asteriskSteps(folder, manager, remote);
  write(file, renderSample(values(args, secret, remote)));
  const { faults } = loadConfig({ file });
  if (faults !== undefined) {
    // Else the next try would find the file in its way.
    rmSync(file);
    throw new CliFault(
      `nothing written, because of ${faultText(faults, "these options").trimEnd()}`,
    );
  }
  io.out(`Wrote ${file}, readable by its owner only: make the gateway's user its owner.

To add to Asterisk:

${steps}
Then: ringback check, ringback user add alice, ringback terminal add --user alice --generate …, ringback serve.
`);
  return EXIT.ok;
}
