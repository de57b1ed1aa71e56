/** The sandbox as a person has it: a process, and what it prints. */
import { fileURLToPath } from "node:url";
import { type Child, startChild } from "../asterisk/child.ts";
import { FIRST_CALL, SETTINGS } from "./welcome.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const START_MS = 60_000;

export type RunningSandbox = {
  child: Child;
  /** lines to be copied, as printed */
  settings: string;
  firstCall: string;
  /** `time callId state reason` of each event that came so far */
  events: () => string[];
};

/** Resolves when it has told what to copy. `folder`: where it keeps its files while it lasts. */
export async function startSandbox(folder?: string): Promise<RunningSandbox> {
  const lines: string[] = [];
  const told = Promise.withResolvers<void>();
  const child = await startChild(process.execPath, [MAIN], {
    env: { ...process.env, ...(folder !== undefined && { TMPDIR: folder }) },
    onLine: (line) => {
      lines.push(line);
      if (below(lines, FIRST_CALL)?.isWhole) told.resolve();
    },
  });
  const late = setTimeout(
    () => told.reject(new Error(`the sandbox is silent:\n${child.tail()}`)),
    START_MS,
  );
  void child.exited.then(() =>
    told.reject(new Error(`the sandbox ended:\n${child.tail()}`)),
  );
  try {
    await told.promise;
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    clearTimeout(late);
  }
  const text = (head: string) => below(lines, head)?.text ?? "";
  return {
    child,
    settings: text(SETTINGS),
    firstCall: text(FIRST_CALL),
    events: () =>
      lines.flatMap((line) => /^ {2}event {2}(.*)$/.exec(line)?.[1] ?? []),
  };
}

/** What stands between a heading and the next empty line. */
function below(lines: readonly string[], head: string) {
  const from = lines.indexOf(head);
  if (from === -1) return undefined;
  const end = lines.indexOf("", from);
  const text = lines
    .slice(from + 1, end === -1 ? undefined : end)
    .map((line) => line.slice(2))
    .join("\n");
  return { text, isWhole: end !== -1 };
}
