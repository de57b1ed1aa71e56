import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ha1 } from "@ringback/shared/digest.ts";
import {
  keepLine,
  keepPrintedSecrets,
  keepSecret,
  keepSecretsOf,
} from "../../gateway/src/ops/testing-records.ts";
import { type Child, startChild } from "../asterisk/child.ts";
import { runCommand } from "../asterisk/command.ts";
import { freeTcpPort } from "../asterisk/loopback.ts";

/** A terminal that the gateway knows: AoR `<name>@<domain>`, endpoint `<name>`. */
interface GatewayTerminal {
  readonly name: string;
  readonly extension: string;
  readonly number?: string;
}

type Sections = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface GatewayOptions {
  readonly ami: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly secret: string;
  };
  readonly terminals: readonly GatewayTerminal[];
  /** Sections of the configuration that differ from the defaults; merged key by key into the sections made here. */
  readonly config?: Sections;
  /** Command that starts the gateway; default: the sources. */
  readonly command?: readonly string[];
}

export interface RunningGateway {
  readonly origin: string;
  readonly domain: string;
  readonly databaseFile: string;
  readonly configFile: string;
  /** AoR → the password it was added with. */
  readonly passwords: ReadonlyMap<string, string>;
  /** Everything the gateway has logged, one JSON object a line. */
  log(): readonly string[];
  /** Runs `ringback` with these arguments on this gateway's configuration; gives its output. */
  ringback(args: readonly string[], stdin?: string): Promise<string>;
  /** Writes these over the configuration and sends SIGHUP; settles with the line of the log that answers it. */
  reload(
    config: GatewayOptions["config"],
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Starts again on the same address and database. */
  start(): Promise<void>;
  /** SIGTERM; settles when it is gone, with its exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL, as a crash would. */
  kill9(): Promise<void>;
  /** Stops it and removes its folder. */
  dispose(): Promise<void>;
}

const DOMAIN = "pbx.example.org";
const START_MS = 15_000;
const MAIN = new URL("../../gateway/src/main.ts", import.meta.url).pathname;

/** Starts a gateway as a process of its own on a fresh SQLite file; settles when it says `/ready`. */
export async function startGateway(
  options: GatewayOptions,
): Promise<RunningGateway> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-gateway-"));
  const configFile = join(dir, "ringback.yaml");
  const databaseFile = join(dir, "ringback.sqlite");
  const port = await freeTcpPort();
  const command = options.command ?? [process.execPath, MAIN];
  const passwords = new Map<string, string>();
  const lines: string[] = [];
  let child: Child | undefined;

  const sections = configOf(options, port, databaseFile);
  const write = (others: GatewayOptions["config"]) => {
    const all = merged(sections, others);
    keepSecretsOf(all);
    return writeFile(configFile, JSON.stringify(all, null, 2), { mode: 0o600 });
  };
  await write({});

  const ringback = async (args: readonly string[], stdin = "") => {
    const [program = "", ...rest] = command;
    const said = await runCommand(
      program,
      [...rest, ...args, "--config", configFile],
      {
        input: stdin,
        // Playwright asks for colours; Node warns among the output where NO_COLOR is set as well.
        env: { ...process.env, FORCE_COLOR: undefined },
      },
    );
    keepPrintedSecrets(said);
    return said;
  };

  const start = async () => {
    const [program = "", ...rest] = command;
    child = await startChild(
      program,
      [...rest, "serve", "--config", configFile],
      {
        onLine: (line) => {
          keepLine(line);
          lines.push(line);
        },
      },
    );
    await untilReady(`http://127.0.0.1:${port}/ready`, child);
  };

  await ringback(["migrate"]);
  for (const terminal of options.terminals) {
    const aor = `${terminal.name}@${DOMAIN}`;
    const password = randomBytes(9).toString("base64url");
    passwords.set(aor, password);
    keepSecret(password, ha1(md5, terminal.name, DOMAIN, password));
    await ringback(["user", "add", terminal.name]);
    await ringback(
      [
        "terminal",
        "add",
        ...["--user", terminal.name, "--aor", aor, "--endpoint", terminal.name],
        ...["--extension", terminal.extension, "--password-stdin"],
        ...(terminal.number === undefined ? [] : ["--number", terminal.number]),
      ],
      `${password}\n`,
    );
  }
  await start();

  const reload = async (others: GatewayOptions["config"]) => {
    await write(others);
    const from = lines.length;
    child?.kill("SIGHUP");
    return await answerIn(() => lines.slice(from));
  };

  const stop = async () => (await child?.stop())?.code ?? null;
  return {
    origin: `http://127.0.0.1:${port}`,
    domain: DOMAIN,
    databaseFile,
    configFile,
    passwords,
    log: () => lines,
    ringback,
    reload,
    start,
    stop,
    kill9: async () => {
      child?.kill("SIGKILL");
      await child?.exited;
    },
    dispose: async () => {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

// JSON is YAML, so the file needs no writer of its own.
function configOf(
  { ami, config = {} }: GatewayOptions,
  port: number,
  databaseFile: string,
): Sections {
  const { pbx, ...others } = config;
  const made = {
    server: { listen: `127.0.0.1:${port}` },
    database: { file: databaseFile },
    secrets: { nonceKey: secret(), tokenKey: secret(), storageKey: secret() },
    numbers: { region: "ES" },
    pbx: {
      main: {
        host: ami.host,
        port: ami.port,
        username: ami.user,
        secret: ami.secret,
        ...pbx,
      },
    },
    domains: { [DOMAIN]: ["main"] },
  };
  return merged(made, others);
}

function merged(made: Sections, others: Sections = {}): Sections {
  const all: Record<string, Readonly<Record<string, unknown>>> = { ...made };
  for (const [section, keys] of Object.entries(others))
    all[section] = { ...all[section], ...keys };
  return all;
}

/** What the gateway says of a reload, good or bad. */
async function answerIn(
  lines: () => readonly string[],
): Promise<Readonly<Record<string, unknown>>> {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    const line = lines().find((each) =>
      /"msg":"(configuration read again|the configuration has faults)/.test(
        each,
      ),
    );
    if (line !== undefined) return JSON.parse(line);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("the gateway says nothing of the reload");
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function secret(): string {
  return randomBytes(32).toString("hex");
}

async function untilReady(url: string, child: Child): Promise<void> {
  const end = Date.now() + START_MS;
  let gone = false;
  void child.exited.then(() => {
    gone = true;
  });
  while (Date.now() < end && !gone) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await child.stop();
  throw new Error(`the gateway did not become ready:\n${child.tail()}`);
}
