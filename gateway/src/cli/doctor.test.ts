import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { leastEnvironment } from "../config/testing.ts";
import { type Simulator, startSimulator } from "../pbx/simulator/simulator.ts";
import { bench } from "./testing.ts";

const { ringback, remove, folder } = bench();
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({
    user: "ringback",
    secret: "ami-secret-of-the-tests",
    phones: { alice: { extension: "101", does: "answer", afterMs: 10 } },
  });
});
afterAll(async () => {
  await simulator.stop();
  remove();
});

const env = () => ({
  ...leastEnvironment,
  RINGBACK_DATABASE_FILE: join(folder, "doctor.sqlite"),
  RINGBACK_PBX_MAIN_PORT: String(simulator.port),
});

test("every fault of the configuration is a line, and nothing else is looked at", async () => {
  const { code, out } = await ringback(["doctor", "--json"], {
    env: { ...env(), RINGBACK_LOG_LEVEL: "loud" },
  });
  expect(code).toBe(1);
  expect(JSON.parse(out)).toEqual([
    {
      level: "fault",
      about: "config",
      check: "log.level",
      text: expect.stringContaining("must be one of"),
      mend: "Correct log.level: RINGBACK_LOG_LEVEL.",
    },
  ]);
});

test("people read a line each, the mending below, and the sum", async () => {
  const { code, out } = await ringback(["doctor", "-n", "911"], {
    env: env(),
  });
  expect(code).toBe(1);
  expect(out).toContain("ok      config: No faults in the configuration");
  expect(out).toMatch(
    /WARNING database: .* is not there yet\.\n {8}Run `ringback migrate`/,
  );
  expect(out).toContain(
    "FAULT   number: The dial policy refuses it: emergency",
  );
  expect(out).toContain("ok      pbx main: Logged in as ringback.");
  expect(out).toMatch(/\n\n\d+ faults?, \d+ warnings?, \d+ ok\.\n$/);
});

test("looking makes no call", () => {
  expect(simulator.channels()).toBe(0);
  expect(simulator.eventsSent()).toBe(0);
});
