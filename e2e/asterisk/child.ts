import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Writable } from "node:stream";

/**
 * The shell becomes the command (so its pid, signals and exit code are the command's own) after leaving one watcher
 * behind. The watcher reads the lifeline, a pipe only our process can write to: the kernel closes it however we end,
 * SIGKILL included. The watcher is in the child's process group, so the group's id cannot be given to a stranger
 * while it waits. It is orphaned on purpose: a command that waits for "all my children" must not find it.
 */
const WATCHED = `
(
  (
    trap '' TERM INT HUP
    read -r _ <&3
    kill -s TERM -- -$$
    tries=0
    while kill -0 $$ && [ $tries -lt 30 ]; do sleep 0.1; tries=$((tries + 1)); done
    kill -s KILL -- -$$
  ) &
) </dev/null >/dev/null 2>&1
exec "$@" 3<&-
`;

export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface ChildOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with every line the child writes. */
  readonly onLine?: (line: string, stream: "stdout" | "stderr") => void;
  /** File to which both streams are also appended. */
  readonly logFile?: string;
}

export interface Child {
  /** Process id of the command itself, also the id of its process group. */
  readonly pid: number;
  /** Settles when the command has ended; never rejects. */
  readonly exited: Promise<ChildExit>;
  readonly stdin: Writable;
  /** The last lines (at most 200) of stdout and stderr, for error messages. */
  tail(): string;
  /** Sends a signal to the command alone. A child that is gone already is no error. */
  kill(signal: NodeJS.Signals): void;
  /** SIGTERM to the whole group, SIGKILL after `graceMs` (default 3000); settles when the command is gone. */
  stop(graceMs?: number): Promise<ChildExit>;
}

/**
 * Starts a long-running program that ends with this process, however this process ends. What the program itself
 * starts ends too, unless it leaves the process group. Needs a POSIX `sh`.
 * Rejects when the program cannot be started; a command that is not there ends with exit code 127.
 */
export async function startChild(
  command: string,
  args: readonly string[],
  options: ChildOptions = {},
): Promise<Child> {
  const child: ChildProcess = spawn(
    "/bin/sh",
    ["-c", WATCHED, "sh", command, ...args],
    {
      detached: true,
      stdio: ["pipe", "pipe", "pipe", "pipe"],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
    },
  );
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", reject);
  });
  const pid = child.pid;
  const { stdin } = child;
  if (pid === undefined || stdin === null)
    throw new Error(`${command} has no process`);
  // Writing to a child that has just ended is not our failure; its exit tells.
  stdin.on("error", () => {});

  const lines: string[] = [];
  const log =
    options.logFile === undefined
      ? undefined
      : createWriteStream(options.logFile, { flags: "a" });
  for (const name of ["stdout", "stderr"] as const) {
    const stream = child[name];
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => {
      lines.push(line);
      if (lines.length > 200) lines.shift();
      log?.write(`${line}\n`);
      options.onLine?.(line, name);
    });
  }

  const lifeline = child.stdio[3];
  lifeline?.on("error", () => {});
  const exited = new Promise<ChildExit>((resolve) => {
    child.once("exit", (code, signal) => {
      lifeline?.destroy();
      resolve({ code, signal });
    });
  });
  child.once("close", () => log?.end());

  const signalTo = (target: number, signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(target, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
    }
  };
  return {
    pid,
    exited,
    stdin,
    tail: () => lines.join("\n"),
    kill: (signal) => signalTo(pid, signal),
    async stop(graceMs = 3000) {
      signalTo(-pid, "SIGTERM");
      const impatient = setTimeout(() => signalTo(-pid, "SIGKILL"), graceMs);
      const exit = await exited;
      clearTimeout(impatient);
      return exit;
    },
  };
}
