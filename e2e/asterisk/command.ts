import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A short command ended with something other than exit code 0, or could not be started. */
export class CommandFailed extends Error {
  readonly output: string;

  constructor(command: string, reason: string, output: string) {
    const lastLines = output.trim().split("\n").slice(-6).join("\n");
    super(`${command} ${reason}${lastLines === "" ? "" : `:\n${lastLines}`}`);
    this.name = "CommandFailed";
    this.output = output;
  }
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called with every line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** Written to the command's standard input, which is then closed. */
  readonly input?: string;
  /** Milliseconds after which the command is ended and the promise rejects; default: none. */
  readonly timeoutMs?: number;
}

/**
 * Runs a short command without a shell and gives what it wrote to stdout and stderr, in order of arrival.
 * Rejects with {@link CommandFailed}.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ["pipe", "pipe", "pipe"],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.env === undefined ? {} : { env: options.env }),
      ...(options.timeoutMs === undefined
        ? {}
        : { timeout: options.timeoutMs, killSignal: "SIGKILL" as const }),
    });
    // A command that does not read its input may be gone before it is written.
    child.stdin.on("error", () => {});
    child.stdin.end(options.input ?? "");
    const lines: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        lines.push(line);
        options.onLine?.(line);
      });
    }
    child.on("error", (error) => {
      reject(
        new CommandFailed(command, `did not start (${error.message})`, ""),
      );
    });
    child.on("close", (code, signal) => {
      const output = lines.join("\n");
      if (code === 0) resolve(output);
      else
        reject(
          new CommandFailed(
            `${command} ${args.join(" ")}`,
            code === null ? `was ended by ${signal}` : `ended with ${code}`,
            output,
          ),
        );
    });
  });
}
