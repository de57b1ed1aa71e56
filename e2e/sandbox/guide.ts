/** The examples of a page: every `bash` fence, with the `text` fence right behind it as what it prints. */

export type Example = { code: string; prints: string | undefined };

const FENCE = /^```bash\n([\s\S]*?)^```$(?:\n\s*^```text\n([\s\S]*?)^```$)?/gm;

export function examplesOf(page: string): Example[] {
  return Array.from(page.matchAll(FENCE), ([, code = "", prints]) => ({
    code: code.trimEnd(),
    prints: prints?.trim(),
  }));
}

const MARK = "=== example";

/** One program of all the examples, in their order; what each sets, the next have. */
export function scriptOf(
  settings: string,
  examples: readonly Example[],
): string {
  const marked = examples.map(({ code }) => `echo "${MARK}"\n${code}`);
  return [settings, ...marked].join("\n");
}

/** What each of them printed. */
export function printedBy(output: string): string[] {
  return output
    .split(new RegExp(`^${MARK}$`, "m"))
    .slice(1)
    .map((text) => text.trim());
}

/** `…` in what a page says stands for any text on the line. */
export function isAsTold(told: string, printed: string): boolean {
  const pattern = told
    .split("…")
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${pattern}$`).test(printed);
}
