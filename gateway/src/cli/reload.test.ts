/** SIGHUP, sent to a gateway that is a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished, vi } from "vitest";
import { keepLine } from "../ops/testing-records.ts";
import { startSimulator } from "../pbx/simulator/simulator.ts";
import { run } from "./run.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const AMI = { user: "ringback", secret: "ami-secret-of-the-tests" };
const DENIED = ["+882"];

type Sections = Record<string, Record<string, unknown>>;
type Line = { level: string; msg: string; origin?: string; keys?: string[] } & {
  changed?: string[];
  faults?: string[];
  step?: string;
  graceMs?: number;
};

async function open() {
  const folder = mkdtempSync(join(tmpdir(), "ringback-reload-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const simulator = await startSimulator({ ...AMI, phones: {} });
  onTestFinished(() => simulator.stop());
  const file = join(folder, "ringback.yaml");
  const sections: Sections = {
    server: { listen: "127.0.0.1:0" },
    database: { file: join(folder, "ringback.sqlite") },
    secrets: {
      nonceKey: "1f".repeat(32),
      tokenKey: "2e".repeat(32),
      storageKey: "3c".repeat(32),
    },
    pbx: { main: { port: simulator.port, secret: AMI.secret } },
    domains: { "pbx.example": ["main"] },
  };
  // JSON is YAML.
  const write = (others: Sections = {}) => {
    const merged = { ...sections };
    for (const [name, keys] of Object.entries(others))
      merged[name] = { ...merged[name], ...keys };
    writeFileSync(file, JSON.stringify(merged), { mode: 0o600 });
  };
  write();
  const child = spawn(process.execPath, [MAIN, "serve", "--config", file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  const lines: Line[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    keepLine(line);
    lines.push(JSON.parse(line));
  });
  const line = async (msg: string, from = 0): Promise<Line> => {
    const found = () => lines.slice(from).find((each) => each.msg === msg);
    await vi.waitUntil(found, { timeout: 10_000, interval: 10 });
    return found() ?? { level: "", msg: "" };
  };
  /** Writes the file, sends the signal, waits for what is said of it. */
  const reload = async (others: Sections, answer: string): Promise<Line> => {
    write(others);
    const from = lines.length;
    child.kill("SIGHUP");
    return line(answer, from);
  };
  const origin = async () =>
    (await line("ringback gateway is listening")).origin ?? "";
  return { child, exited, file, line, lines, origin, reload };
}

/** Whether the process has a listener for SIGHUP, the first signal of all. */
function takesHangups(pid: number | undefined): boolean {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const [, caught = "0"] = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status) ?? [];
  return (BigInt(`0x${caught}`) & 1n) === 1n;
}

const READ = "configuration read again";
const FAULTY = "the configuration has faults: nothing is changed";
const WAITS = "changed in the configuration, but needs a restart";

it("says what changed and what needs a restart; a faulty configuration is told as check tells it, and changes nothing", async () => {
  const { file, line, lines, origin, reload } = await open();
  await origin();
  const changes = {
    dialing: { denyPrefixes: DENIED },
    database: { busyTimeoutMs: 1 },
    secrets: { tokenKey: "4d".repeat(32) },
  };
  expect(await reload(changes, READ)).toMatchObject({
    level: "info",
    from: file,
    changed: ["secrets.tokenKey", "dialing.denyPrefixes"],
  });
  expect(await line(WAITS)).toMatchObject({
    level: "warn",
    keys: ["database.busyTimeoutMs"],
  });

  const faulty = { ...changes, dialing: { denyPrefixes: ["34"], form: "x" } };
  const told = await reload(faulty, FAULTY);
  const said: string[] = [];
  const io = {
    out: (text: string) => void said.push(text),
    err: () => undefined,
    stdin: async () => "",
    env: {},
  };
  expect(await run(["check", "--config", file], io)).toBe(1);
  expect(told.level).toBe("error");
  expect(told.faults).toHaveLength(2);
  for (const fault of told.faults ?? []) expect(said.join("")).toContain(fault);

  // As it was before the fault: only what waits is named again.
  expect(await reload(changes, READ)).toMatchObject({ changed: [] });
  for (const secret of ["4d".repeat(32), AMI.secret])
    expect(JSON.stringify(lines)).not.toContain(secret);
}, 30_000);

it("a file that is gone, or no YAML, changes nothing", async () => {
  const { child, file, line, lines, origin } = await open();
  await origin();
  for (const [spoil, told] of [
    [() => writeFileSync(file, "server: ["), file],
    [() => rmSync(file), `${file}: This file cannot be read (ENOENT).`],
  ] as const) {
    spoil();
    const from = lines.length;
    child.kill("SIGHUP");
    const { faults = [] } = await line(FAULTY, from);
    expect(faults.join()).toContain(told.slice(file.length));
  }
  expect((await fetch(`${await origin()}/health`)).status).toBe(200);
}, 30_000);

it("a signal that comes too early ends nothing", async () => {
  const { child, lines, origin } = await open();
  // Before its first module has run, the signal is not the gateway's to take.
  await vi.waitUntil(() => takesHangups(child.pid), {
    timeout: 10_000,
    interval: 1,
  });
  expect(lines).toEqual([]);
  const often = setInterval(() => child.kill("SIGHUP"), 20);
  onTestFinished(() => clearInterval(often));
  const health = `${await origin()}/health`;
  clearInterval(often);
  expect((await fetch(health)).status).toBe(200);
  expect(lines.some(({ level }) => level === "error")).toBe(false);
}, 30_000);

it("server.shutdownGraceMs is that of the last reload", async () => {
  const { child, exited, line, origin, reload } = await open();
  const { hostname, port } = new URL(await origin());
  await reload({ server: { shutdownGraceMs: 200 } }, READ);
  // A request that is never said to its end: what the first step waits for.
  const slow = connect(Number(port), hostname);
  slow.on("error", () => undefined);
  onTestFinished(() => void slow.destroy());
  slow.write(
    "POST /challenge HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
  );
  await new Promise((resolve) => setTimeout(resolve, 200));
  child.kill("SIGTERM");
  expect(await line("shutdown step not done in time")).toMatchObject({
    step: "listener",
    graceMs: 200,
  });
  child.kill("SIGHUP");
  expect(await exited).toEqual([1, null]);
}, 30_000);
