import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  keepLine,
  keepLogFile,
  keepSecret,
} from "../../gateway/src/ops/testing-records.ts";
import {
  TEST_CERTIFICATE,
  TEST_KEY,
} from "../../gateway/src/pbx/asterisk/ami/testing-tls.ts";
import { type AmiAddress, connectAmi } from "./ami.ts";
import { type Child, startChild } from "./child.ts";
import { runCommand } from "./command.ts";
import { answersSip, freeTcpPort, freeUdpPort } from "./loopback.ts";
import { type FetchOptions, fetchAsterisk, type Program } from "./packages.ts";
import {
  type Contacts,
  contactsConf,
  type Endpoint,
  renderTinyPbx,
} from "./tiny-pbx.ts";

export type { Endpoint } from "./tiny-pbx.ts";

export interface AsteriskOptions extends FetchOptions {
  /** Folder for configuration, AstDB and logs; kept at the end. Without it a temporary one, removed by `stop()`. */
  readonly dir?: string;
  /** Ports of the phones; those not given get free ports (dave none). */
  readonly contacts?: Partial<Contacts>;
  /** More dialplan, included before Ringback's own. */
  readonly extraExtensions?: string;
  /** More telephone accounts, behind those of the tiny PBX. */
  readonly extraAccounts?: string;
  /** Seconds between OPTIONS to each contact; default 0, so that a phone need not answer them. */
  readonly qualifySeconds?: number;
  /** The AMI also listens for TLS, with the tests' certificate for ami.test. */
  readonly amiTls?: boolean;
}

/** A running Asterisk on 127.0.0.1 with the tiny PBX and Ringback's dialplan. */
export interface Asterisk {
  readonly version: string;
  readonly ami: AmiAddress;
  /** Port of the AMI over TLS; 0: none. */
  readonly amiTlsPort: number;
  readonly sipPort: number;
  /** Password of every phone's account; its user name is the endpoint's. */
  readonly phoneSecret: string;
  /** SIPp of the same package set. */
  readonly sipp: Program;
  readonly dir: string;
  readonly contacts: Contacts;
  /** Runs a CLI command and gives its output. */
  cli(command: string): Promise<string>;
  /** Gives an endpoint other contacts (null = not registered); settles when Asterisk uses them. */
  setContact(
    endpoint: Endpoint,
    ports: number | readonly number[] | null,
  ): Promise<void>;
  reload(): Promise<void>;
  /** Ends Asterisk at once, as a crash would; settles when it is gone. */
  kill9(): Promise<void>;
  /** Starts again with the same ports, configuration and AstDB, ending what still runs; settles when ready. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const START_MS = 20_000;

/**
 * Fetches (or takes from the cache), configures and starts an Asterisk; settles when AMI and SIP answer.
 * Rejects with NoDebianApt or AsteriskUnavailable, or with an Error holding Asterisk's last words.
 */
export async function startAsterisk(
  options: AsteriskOptions = {},
): Promise<Asterisk> {
  const packages = await fetchAsterisk(options);
  const dir = options.dir ?? (await mkdtemp(join(tmpdir(), "ringback-pbx-")));
  const folder = (name: string) => join(dir, name);
  for (const name of ["etc", "spool", "run", "log"])
    await mkdir(folder(name), { recursive: true });
  await cp(packages.libraryDir, folder("lib"), {
    recursive: true,
    // Links to system folders that need not exist here (certificates, phone provisioning).
    filter: (path) => !/\/(keys|phoneprov|static-http)$/.test(path),
  });

  const ami: AmiAddress = {
    host: "127.0.0.1",
    port: await freeTcpPort(),
    user: "ringback",
    secret: randomBytes(16).toString("hex"),
  };
  const sipPort = await freeUdpPort();
  const phoneSecret = randomBytes(8).toString("hex");
  keepSecret(ami.secret, phoneSecret);
  const contacts: Record<Endpoint, readonly number[]> = {
    alice: options.contacts?.alice ?? [await freeUdpPort()],
    bob: options.contacts?.bob ?? [await freeUdpPort()],
    carol: options.contacts?.carol ?? [
      await freeUdpPort(),
      await freeUdpPort(),
    ],
    dave: options.contacts?.dave ?? [],
    trunk: options.contacts?.trunk ?? [await freeUdpPort()],
  };
  await renderTinyPbx(folder("etc"), {
    ETC_DIR: folder("etc"),
    LIB_DIR: folder("lib"),
    SPOOL_DIR: folder("spool"),
    RUN_DIR: folder("run"),
    LOG_DIR: folder("log"),
    MODULES_DIR: packages.modulesDir,
    DATA_DIR: packages.dataDir,
    AMI_PORT: String(ami.port),
    AMI_SECRET: ami.secret,
    SIP_PORT: String(sipPort),
    PHONE_SECRET: phoneSecret,
    QUALIFY_SECONDS: String(options.qualifySeconds ?? 0),
  });
  const amiTlsPort = options.amiTls === true ? await freeTcpPort() : 0;
  if (amiTlsPort !== 0) await listenForTls(folder("etc"), amiTlsPort);
  const contactsFile = join(folder("etc"), "pjsip-contacts.conf");
  await writeFile(contactsFile, contactsConf(contacts));
  const extra = {
    "extensions-extra.conf": options.extraExtensions,
    "pjsip-extra.conf": options.extraAccounts,
  };
  for (const [name, text = ""] of Object.entries(extra))
    await writeFile(join(folder("etc"), name), `${text}\n`);

  const { command, args } = packages.asterisk;
  const base = [...args, "-C", join(folder("etc"), "asterisk.conf")];
  const cli = (line: string) =>
    runCommand(command, [...base, "-rx", line], { timeoutMs: 10_000 });
  let child: Child;
  const launch = async () => {
    child = await startChild(command, [...base, "-f", "-n"], {
      logFile: join(folder("log"), "console.log"),
      onLine: keepLine,
    });
    await ready(child, cli, sipPort, ami);
  };
  await launch();

  return {
    version: packages.version,
    ami,
    amiTlsPort,
    sipPort,
    phoneSecret,
    sipp: packages.sipp,
    dir,
    contacts,
    cli,
    async setContact(endpoint, ports) {
      contacts[endpoint] = typeof ports === "number" ? [ports] : (ports ?? []);
      await writeFile(contactsFile, contactsConf(contacts));
      await cli("module reload res_pjsip.so");
      await usesContacts(cli, endpoint, contacts[endpoint]);
    },
    async reload() {
      await cli("core reload");
    },
    async kill9() {
      child.kill("SIGKILL");
      await child.exited;
    },
    async restart() {
      await child.stop();
      await launch();
    },
    async stop() {
      await child.stop();
      keepLogFile(join(folder("log"), "messages.log"));
      if (options.dir === undefined)
        await rm(dir, { recursive: true, force: true });
    },
  };
}

async function listenForTls(etc: string, port: number): Promise<void> {
  const pair = join(etc, "ami.pem");
  await writeFile(pair, `${TEST_CERTIFICATE}\n${TEST_KEY}\n`);
  const file = join(etc, "manager.conf");
  const general = `[general]\ntlsenable = yes\ntlsbindaddr = 127.0.0.1:${port}\ntlscertfile = ${pair}`;
  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("[general]", general));
}

async function ready(
  child: Child,
  cli: (line: string) => Promise<string>,
  sipPort: number,
  ami: AmiAddress,
): Promise<void> {
  let over: string | undefined;
  void child.exited.then(({ code, signal }) => {
    over = `ended with ${code ?? signal}`;
  });
  const deadline = Date.now() + START_MS;
  const until = async (what: string, check: () => Promise<boolean>) => {
    while (!(await check().catch(() => false))) {
      if (over !== undefined || Date.now() > deadline) {
        await child.stop();
        throw new Error(
          `Asterisk ${over ?? `showed no ${what} in ${START_MS} ms`}:\n${child.tail()}`,
        );
      }
      await sleep(50);
    }
  };
  await until("CLI", async () =>
    /fully booted/.test(await cli("core waitfullybooted")),
  );
  await until("SIP", () => answersSip(sipPort, 500));
  await until("AMI", async () => {
    (await connectAmi(ami)).close();
    return true;
  });
}

async function usesContacts(
  cli: (line: string) => Promise<string>,
  endpoint: Endpoint,
  ports: readonly number[],
): Promise<void> {
  const deadline = Date.now() + 5000;
  for (;;) {
    const shown = await cli(`pjsip show aor ${endpoint}`);
    const used = [...shown.matchAll(/@127\.0\.0\.1:(\d+)/g)].map(([, port]) =>
      Number(port),
    );
    if (
      new Set(used).size === ports.length &&
      ports.every((p) => used.includes(p))
    )
      return;
    if (Date.now() > deadline)
      throw new Error(
        `Asterisk keeps other contacts of ${endpoint}:\n${shown}`,
      );
    await sleep(30);
  }
}
