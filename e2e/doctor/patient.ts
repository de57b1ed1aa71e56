import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { run } from "../../gateway/src/cli/run.ts";
import {
  keepLine,
  keepPrintedSecrets,
} from "../../gateway/src/ops/testing-records.ts";
import {
  type Asterisk,
  type AsteriskOptions,
  startAsterisk,
} from "../asterisk/asterisk.ts";

const DOMAIN = "pbx.example.org";
type Env = Readonly<Record<string, string>>;

type Finding = {
  level: "ok" | "warning" | "fault";
  about: string;
  check: string;
  text: string;
  mend?: string;
};

export type Diagnosis = { code: number; findings: readonly Finding[] };

/** One Asterisk for a whole describe block, that is broken on purpose and mended again. */
export interface Patient {
  readonly pbx: Asterisk;
  /** `ringback doctor --json` with `env` over a configuration that fits the PBX. */
  diagnose(env?: Env, words?: readonly string[]): Promise<Diagnosis>;
  /** Runs `ringback` with these words; gives what it printed. Throws where it says what is wrong. */
  ringback(words: readonly string[], env?: Env): Promise<string>;
  /** Adds a user and a phone of the same name. */
  addTerminal(name: string, extension: string): Promise<void>;
  /** Changes a file of the PBX's configuration, reloads, and puts it back when `work` is done. */
  withFile<T>(
    name: string,
    change: (text: string) => string,
    work: () => Promise<T>,
  ): Promise<T>;
  /** Takes a module out of the PBX while `work` is done. */
  withoutModule<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** To be called inside `describe`: starts before its tests, stops after them. `managers` are more AMI users, in manager.conf's words. */
export function patient(
  options: AsteriskOptions,
  managers: Readonly<Record<string, string>> = {},
): Patient {
  let pbx: Asterisk;
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "ringback-doctor-"));
    pbx = await startAsterisk(options);
    const users = Object.entries(managers).map(
      ([name, lines]) => `\n[${name}]\nsecret = ${pbx.ami.secret}\n${lines}\n`,
    );
    await appendFile(join(pbx.dir, "etc", "manager.conf"), users.join(""));
    await pbx.cli("manager reload");
    await ringback(["migrate"]);
  });
  afterAll(async () => {
    await pbx.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const ringback = async (words: readonly string[], env: Env = {}) => {
    let out = "";
    let err = "";
    const code = await run([...words], {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      stdin: () => Promise.resolve("a-password\n"),
      env: {
        RINGBACK_DATABASE_FILE: join(dir, "ringback.sqlite"),
        RINGBACK_SECRETS_NONCE_KEY: "1f".repeat(32),
        RINGBACK_SECRETS_TOKEN_KEY: "2e".repeat(32),
        RINGBACK_SECRETS_STORAGE_KEY: "3c".repeat(32),
        RINGBACK_NUMBERS_REGION: "ES",
        RINGBACK_DOMAINS: JSON.stringify({ [DOMAIN]: ["main"] }),
        RINGBACK_PBX_MAIN_PORT: String(pbx.ami.port),
        RINGBACK_PBX_MAIN_SECRET: pbx.ami.secret,
        ...env,
      },
    });
    keepPrintedSecrets(out);
    if (err !== "") throw new Error(err);
    return { code, out };
  };

  return {
    get pbx() {
      return pbx;
    },
    ringback: async (words, env) => (await ringback(words, env)).out,
    async diagnose(env, words = []) {
      const { code, out } = await ringback(["doctor", "--json", ...words], env);
      // It is sent to whoever shall help.
      keepLine(out);
      const findings: Finding[] = JSON.parse(out);
      return { code, findings };
    },
    async addTerminal(name, extension) {
      await ringback(["user", "add", name]);
      await ringback([
        ...["terminal", "add", "--user", name, "--aor", `${name}@${DOMAIN}`],
        ...["--endpoint", name, "--extension", extension, "--password-stdin"],
      ]);
    },
    async withFile(name, change, work) {
      const file = join(pbx.dir, "etc", name);
      const before = await readFile(file, "utf8");
      const after = change(before);
      if (after === before) throw new Error(`nothing was changed in ${name}`);
      const reload = name.startsWith("pjsip")
        ? "module reload res_pjsip.so"
        : "dialplan reload";
      await writeFile(file, after);
      await pbx.cli(reload);
      try {
        return await work();
      } finally {
        await writeFile(file, before);
        await pbx.cli(reload);
      }
    },
    async withoutModule(name, work) {
      await pbx.cli(`module unload ${name}.so`);
      try {
        return await work();
      } finally {
        await pbx.cli(`module load ${name}.so`);
      }
    },
  };
}

/** The finding of a check; where there are several, the one about something whose name holds `about`. */
export function finding(
  { findings }: Diagnosis,
  check: string,
  about = "",
): Finding {
  const found = findings.find(
    (each) => each.check === check && each.about.includes(about),
  );
  if (found === undefined)
    throw new Error(
      `no finding ${check}, only ${findings.map((each) => each.check).join(", ")}`,
    );
  return found;
}

/** Checks of this level. */
export function checks({ findings }: Diagnosis, level: Finding["level"]) {
  return findings
    .filter((each) => each.level === level)
    .map(({ check }) => check);
}
