import { expect, test } from "vitest";
import { codes, EXTENSION, filesUnder, read, rows } from "./testing-pages.ts";

/** A sentence as it stands in a source, however it was broken into strings there. */
function sentencesOf(folders: readonly string[]): string {
  return folders
    .flatMap(filesUnder)
    .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test."))
    .map((path) => read(path).replace(/\s+/g, " "))
    .join("\n");
}

test("the extension says what its page says it says", () => {
  const sources = sentencesOf(["extension/src", "shared/src"]);
  const [, troubles = ""] = read(EXTENSION).split("## When it does not work");
  for (const [said = ""] of rows(troubles)) expect(sources).toContain(said);
  const [, modes = ""] = read(EXTENSION).split(
    "## Where numbers are looked for",
  );
  for (const [choice = ""] of rows(modes.split("\n## ")[0] ?? ""))
    expect(sources).toContain(choice.replace(" (the default)", ""));
});

test("the extension's page explains every permission", () => {
  const [, list = ""] =
    /\n {4}permissions: \[([^\]]*)\]/.exec(read("extension/wxt.config.ts")) ??
    [];
  const asked = Array.from(list.matchAll(/"(\w+)"/g), ([, name = ""]) => name);
  const [, section = ""] = read(EXTENSION).split("## Permissions, and why");
  const explained = rows(section.split("\n## ")[0] ?? "").flatMap(([name]) =>
    codes(name),
  );
  expect(explained.sort()).toEqual(asked.sort());
});
