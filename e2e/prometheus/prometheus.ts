import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "../asterisk/child.ts";
import { runCommand } from "../asterisk/command.ts";
import { freeTcpPort } from "../asterisk/loopback.ts";
import type { Unpacked } from "../debian/own-suite.ts";

/** One series of an answer, at one moment. */
type Sample = {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

type Rule = {
  readonly name: string;
  readonly state: "inactive" | "pending" | "firing";
  /** "ok" where the last evaluation found nothing wrong with the expression. */
  readonly health: string;
  readonly alerts: readonly {
    readonly state: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  }[];
};

/** A Prometheus on loopback that reads one gateway, configured as docs/metrics.md says, with the rules of docs/alerts.yaml. */
export interface Prometheus {
  /** Rejects with Prometheus's own words where it cannot evaluate the expression. */
  query(expression: string): Promise<Sample[]>;
  rules(): Promise<Rule[]>;
  stop(): Promise<void>;
}

const DOCS = new URL("../../docs/", import.meta.url);
const START_MS = 10_000;
/** How often it reads and judges, and how long an alert must hold: tenths of a second, where an admin waits a minute. */
const EVERY = "200ms";
const HOLDS = "1s";

/** What `promtool check rules` says of docs/alerts.yaml. Rejects where it finds a fault. */
export function checkRules({ root, env }: Unpacked): Promise<string> {
  return runCommand(
    join(root, "usr", "bin", "promtool"),
    ["check", "rules", new URL("alerts.yaml", DOCS).pathname],
    { env: { ...process.env, ...env } },
  );
}

/** Starts it on the figures at `target` (address:port); settles when it is ready. */
export async function startPrometheus(
  { root, env }: Unpacked,
  target: string,
): Promise<Prometheus> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-prometheus-"));
  const address = `127.0.0.1:${await freeTcpPort()}`;
  const config = join(dir, "prometheus.yml");
  await writeFile(config, await configFor(target));
  await writeFile(join(dir, "alerts.yaml"), await quickRules());
  const child = await startChild(
    join(root, "usr", "bin", "prometheus"),
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(dir, "data")}`,
      `--web.listen-address=${address}`,
      "--log.level=warn",
    ],
    { cwd: dir, env: { ...process.env, ...env } },
  );
  const stop = async () => {
    await child.stop();
    await rm(dir, { recursive: true, force: true });
  };
  const deadline = Date.now() + START_MS;
  while (!(await isReady(address))) {
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`Prometheus is not ready:\n${child.tail()}`);
    }
    await sleep(50);
  }
  return {
    query: async (expression) =>
      samplesOf(
        await ask<Vector>(
          address,
          `query?${new URLSearchParams({ query: expression })}`,
        ),
      ),
    rules: async () => rulesOf(await ask<Groups>(address, "rules")),
    stop,
  };
}

/** The `prometheus.yml` of docs/metrics.md, for another address and more often. */
async function configFor(target: string): Promise<string> {
  const page = await readFile(new URL("metrics.md", DOCS), "utf8");
  const sample = /```yaml\n(# prometheus\.yml\n[\s\S]*?)```/.exec(page)?.[1];
  if (sample?.includes("127.0.0.1:9464") !== true)
    throw new Error("docs/metrics.md has no prometheus.yml for 127.0.0.1:9464");
  const times = `global: { scrape_interval: ${EVERY}, evaluation_interval: ${EVERY} }\n`;
  return times + sample.replace("127.0.0.1:9464", target);
}

async function quickRules(): Promise<string> {
  const rules = await readFile(new URL("alerts.yaml", DOCS), "utf8");
  return rules.replace(/^( +for:) .*$/gm, `$1 ${HOLDS}`);
}

async function isReady(address: string): Promise<boolean> {
  const answer = await fetch(`http://${address}/-/ready`).catch(
    () => undefined,
  );
  return answer?.status === 200;
}

type Answer<Data> = { status: string; data: Data; error?: string };

async function ask<Data>(address: string, path: string): Promise<Data> {
  const answer = await fetch(`http://${address}/api/v1/${path}`);
  const body: Answer<Data> = JSON.parse(await answer.text());
  if (body.status !== "success") throw new Error(`${path}: ${body.error}`);
  return body.data;
}

type Vector = {
  result: { metric: Record<string, string>; value: [number, string] }[];
};

function samplesOf({ result }: Vector): Sample[] {
  return result.map(({ metric, value: [, value] }) => ({
    labels: metric,
    value: Number(value),
  }));
}

type Groups = { groups: { rules: Rule[] }[] };

function rulesOf({ groups }: Groups): Rule[] {
  return groups.flatMap(({ rules }) => rules);
}
