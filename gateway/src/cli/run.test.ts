import { afterAll, expect, test } from "vitest";
import { commands } from "./table.ts";
import { bench } from "./testing.ts";

const { ringback, remove } = bench();
afterAll(remove);

test("help names every command, alone and asked for", async () => {
  for (const words of [[], ["--help"], ["-h"], ["help"]]) {
    const { code, out, err } = await ringback(words);
    expect([code, err]).toEqual([0, ""]);
    for (const { name, summary } of commands) {
      expect(out).toContain(`  ${name}`);
      expect(out).toContain(summary);
    }
  }
});

test("help of a group names its commands only", async () => {
  const { code, out } = await ringback(["terminal", "--help"]);
  expect(code).toBe(0);
  expect(out).toContain("terminal add");
  expect(out).not.toContain("user add");
});

test.each(commands)("$name --help names every option", async (command) => {
  const { code, out, err } = await ringback([
    ...command.name.split(" "),
    "--help",
  ]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain(`Usage: ringback ${command.name}`);
  for (const name of Object.keys(command.options))
    expect(out).toContain(`--${name}`);
});

test("the version is the package's", async () => {
  expect((await ringback(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test.each([
  [["fly"], 'there is no command "fly"'],
  [["user"], '"user" needs one of: add, list, remove'],
  [["user", "rename"], '"user" needs one of'],
  [["check", "--colour"], "'--colour'"],
  [["check", "--config"], "'-c, --config <value>' argument missing"],
  [["migrate", "now"], "an argument too many: now"],
  [["user", "add"], "NAME is missing"],
  [["terminal", "add", "--aor", "a@b"], "--user is missing"],
])("%j is wrong usage", async (words, sentence) => {
  const { code, out, err } = await ringback(words);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).toContain(sentence);
  expect(err).toMatch(/Try `ringback .*--help`/);
});

test.each(["serve", "migrate", "user list", "terminal list"])(
  "%s names every fault of the configuration and does nothing",
  async (name) => {
    const { code, out, err } = await ringback(name.split(" "), {
      env: { RINGBACK_LOG_LEVEL: "loud" },
    });
    expect(code).toBe(1);
    expect(out).toBe("");
    for (const key of ["secrets.nonceKey", "pbx", "domains", "log.level"])
      expect(err).toContain(`  ${key}: `);
  },
);
