import { type Child, startChild } from "../asterisk/child.ts";

/** A part of a bench in a process of its own. Each line it writes on stdout is one JSON value; what it writes on stderr is shown. */
export interface Program {
  readonly pid: number;
  /** The next value it says. Rejects when it ends before, with its last words, or says nothing for `timeoutMs` (default 60 s). */
  next<T>(fits: (value: unknown) => value is T, timeoutMs?: number): Promise<T>;
  /** Writes one JSON value to its standard input. */
  tell(value: unknown): void;
  stop(): Promise<void>;
}

const SILENCE_MS = 60_000;

/** Starts `e2e/bench/<file>` with one JSON argument. It ends with this process, however this process ends. */
export async function startProgram(
  file: string,
  argument: unknown,
): Promise<Program> {
  const said: unknown[] = [];
  let wake: () => void = () => {};
  const child: Child = await startChild(
    process.execPath,
    [
      ...(process.env.BENCH_PROFILE?.split(" ") ?? []),
      new URL(file, import.meta.url).pathname,
      JSON.stringify(argument),
    ],
    {
      onLine: (line, stream) => {
        if (stream === "stderr") process.stderr.write(`${line}\n`);
        else said.push(JSON.parse(line));
        wake();
      },
    },
  );
  let ended = false;
  void child.exited.then(() => {
    ended = true;
    wake();
  });
  return {
    pid: child.pid,
    async next(fits, timeoutMs = SILENCE_MS) {
      const end = Date.now() + timeoutMs;
      for (;;) {
        const value = said.shift();
        if (value !== undefined) {
          if (fits(value)) return value;
          throw new Error(`${file} said ${JSON.stringify(value)}`);
        }
        const left = end - Date.now();
        if (ended || left <= 0)
          throw new Error(
            `${file} ${ended ? "ended" : "is silent"}:\n${child.tail()}`,
          );
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, left);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
    tell: (value) => {
      child.stdin.write(`${JSON.stringify(value)}\n`);
    },
    stop: async () => {
      await child.stop();
    },
  };
}

/** For `next`: an object whose members of these names are numbers. */
export function hasNumbers<Name extends string>(...names: Name[]) {
  return (value: unknown): value is Record<Name, number> =>
    typeof value === "object" &&
    value !== null &&
    names.every((name) => typeof Reflect.get(value, name) === "number");
}

/** Inside a program: the argument it was started with. Throws where it does not fit. */
export function argument<T>(fits: (value: unknown) => value is T): T {
  const value: unknown = JSON.parse(process.argv[2] ?? "null");
  if (fits(value)) return value;
  throw new Error(`started with ${process.argv[2]}`);
}

/** Inside a program: says one value to whoever started it. */
export function tell(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
