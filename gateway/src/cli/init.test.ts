import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadConfig } from "../config/load.ts";
import { bench } from "./testing.ts";

const { ringback, remove, folder } = bench();
afterAll(remove);

const at = (name: string) => join(folder, name, "ringback.yaml");

test("it writes a private file without faults and prints the Asterisk user that fits it", async () => {
  const file = at("plain");
  const { code, out, err } = await ringback(
    ["init", "--out", file, "--domain", "pbx.example", "--region", "ES"].concat(
      ["--context", "from-internal"],
    ),
  );
  expect([code, err]).toEqual([0, ""]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { config, faults } = loadConfig({ file });
  expect(faults).toBeUndefined();
  expect(config?.domains).toEqual({ "pbx.example": ["main"] });
  expect(config?.numbers.region).toBe("ES");
  expect(config?.pbx.main?.context).toBe("from-internal");
  expect(out).toContain(`[ringback]\nsecret = ${config?.pbx.main?.secret}\n`);
  expect(out).toContain("write = originate,call,reporting\n");
  expect(out).toMatch(/\n#include \/.*\/asterisk\/click2dial\.conf\n/);
  expect(out).toContain("b(ringback-header^s^1)");
  expect(out).not.toContain("@AMI_SECRET@");
  expect(out).not.toContain(config?.secrets.nonceKey);
});

test("every file has secrets of its own", async () => {
  await ringback(["init", "-o", at("one")]);
  await ringback(["init", "-o", at("two")]);
  const [one, two] = ["one", "two"].map(
    (name) => loadConfig({ file: at(name) }).config,
  );
  expect(one?.secrets.nonceKey).not.toBe(two?.secrets.nonceKey);
  expect(one?.secrets.tokenKey).not.toBe(one?.secrets.nonceKey);
  const keys = [one, two].flatMap((each) => Object.values(each?.secrets ?? {}));
  expect(new Set(keys).size).toBe(6);
  expect(one?.pbx.main?.secret).not.toBe(two?.pbx.main?.secret);
});

test("it never overwrites", async () => {
  const file = at("kept");
  await ringback(["init", "-o", file]);
  const before = readFileSync(file, "utf8");
  const { code, err, out } = await ringback(["init"], {
    env: { RINGBACK_CONFIG: file },
  });
  expect(code).toBe(1);
  expect(err).toContain("is there already");
  expect(out).toBe("");
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("a PBX elsewhere is reached by TLS, and its steps say so", async () => {
  const file = at("remote");
  const { code, out } = await ringback([
    "init",
    "-o",
    file,
    "--ami-host",
    "pbx.example.com",
    "--ami-user",
    "clicks",
  ]);
  expect(code).toBe(0);
  expect(loadConfig({ file }).config?.pbx.main).toMatchObject({
    host: "pbx.example.com",
    port: 5039,
    username: "clicks",
    tls: { enabled: true },
  });
  expect(out).toContain("[clicks]\n");
  expect(out).toContain("tlsenable = yes");
  // Else Asterisk would offer AMI in clear text on every interface beside TLS.
  expect(out).toContain("bindaddr = 127.0.0.1");
  expect(out).toContain("; permit = ");
});

test("a value that does not fit leaves no file behind", async () => {
  const file = at("wrong");
  const { code, err } = await ringback([
    "init",
    "-o",
    file,
    "--ami-port",
    "99999",
  ]);
  expect(code).toBe(1);
  expect(err).toContain(
    "pbx.main.port: This must be a whole number from 1 to 65535.",
  );
  expect(() => statSync(file)).toThrow("ENOENT");
});

test("the Asterisk files must be where they were said to be", async () => {
  const { code, err } = await ringback([
    "init",
    "-o",
    at("none"),
    "--gateway-asterisk-dir",
    folder,
  ]);
  expect(code).toBe(1);
  expect(err).toContain("there is no click2dial.conf");
});
