import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { leastEnvironment } from "../config/testing.ts";
import { bench } from "./testing.ts";

const { ringback, remove, folder } = bench();
afterAll(remove);

test("a good configuration has no faults", async () => {
  const { code, out } = await ringback(["check"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^No faults in the configuration from /);
});

test("every fault comes with its key and place, for people and for programs", async () => {
  const file = join(folder, "faulty.yaml");
  writeFileSync(file, "log:\n  level: loud\nserver: {listen: here}\n");
  const env = { ...leastEnvironment, RINGBACK_CONFIG: file };
  const people = await ringback(["check"], { env });
  expect(people.code).toBe(1);
  expect(people.out).toContain(`2 faults in the configuration from ${file}:`);
  expect(people.out).toMatch(
    /log\.level: This must be one of: .* \[faulty\.yaml line 2\]/,
  );
  const program = await ringback(["check", "--json", "-c", file], {
    env: leastEnvironment,
  });
  expect(program.code).toBe(1);
  expect(JSON.parse(program.out)).toMatchObject([
    { key: "server.listen", at: "faulty.yaml line 3" },
    { key: "log.level" },
  ]);
});

test("a file that was named must be there", async () => {
  const { code, out } = await ringback(["check", "-c", join(folder, "none")]);
  expect(code).toBe(1);
  expect(out).toContain("ENOENT");
});

test.each([
  ["delivery.caFile", "RINGBACK_DELIVERY_CA_FILE"],
  ["pbx.main.tls.caFile", "RINGBACK_PBX_MAIN_TLS_CA_FILE"],
])(
  "%s without a certificate is a fault, and no gateway starts with it",
  async (key, name) => {
    const file = join(folder, "hostname");
    writeFileSync(file, "office-pbx-1\n");
    const env = { ...leastEnvironment, [name]: file };
    const checked = await ringback(["check"], { env });
    expect(checked.code).toBe(1);
    expect(checked.out).toContain(
      `${key}: ${file} holds no PEM certificate. [${name}]`,
    );
    const served = await ringback(["serve"], { env });
    expect(served.code).toBe(1);
    expect(served.err).toContain(`${key}: ${file} holds no PEM certificate.`);
  },
);
