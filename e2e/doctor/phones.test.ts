/** Phones that would not ring, and clocks that do not agree: one line each. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  beforeAll,
  describe,
  expect,
  inject,
  it,
  onTestFinished,
} from "vitest";
import { createTransport } from "../../gateway/src/assembly/pbxs.ts";
import { createSealer } from "../../gateway/src/assembly/sealer.ts";
import { testConfig } from "../../gateway/src/config/testing.ts";
import { examine } from "../../gateway/src/doctor/examine.ts";
import { startPhone } from "../asterisk/phones.ts";
import { checks, finding, patient } from "./patient.ts";

describe.each(inject("suites"))("the doctor at Asterisk of %s", (suite) => {
  const sick = patient({ suite, qualifySeconds: 1 });
  beforeAll(async () => {
    for (const [name, extension] of [
      ["alice", "101"],
      ["bob", "102"],
      ["dave", "104"],
      ["erin", "105"],
    ] as const)
      await sick.addTerminal(name, extension);
  });

  /** Asks until the finding is as wanted: OPTIONS take their time. */
  async function until(about: string, check: string, level: string) {
    for (let left = 40; ; left--) {
      const found = await sick.diagnose();
      const one = finding(found, check, about);
      if (one.level === level || left === 0) return { found, one };
      await sleep(100);
    }
  }

  it("a phone that answers is no matter", async () => {
    const port = sick.pbx.contacts.bob[0] ?? 0;
    const { sipp } = sick.pbx;
    const bob = await startPhone({ kind: "busy", port, sipp });
    onTestFinished(() => bob.stop());
    const { one } = await until("bob", "phone", "ok");
    expect(one).toMatchObject({ level: "ok", text: "1 phone would ring now." });
  });

  it("a phone that answers no OPTIONS", async () => {
    const { one } = await until("alice", "phone", "warning");
    expect(one).toMatchObject({
      level: "warning",
      mend: expect.stringContaining("switched on"),
    });
  });

  it("a phone that is not registered", async () => {
    const found = await sick.diagnose();
    expect(finding(found, "phone", "dave")).toMatchObject({
      level: "warning",
      text: expect.stringContaining("none is registered"),
    });
  });

  it("an endpoint that does not exist", async () => {
    const found = await sick.diagnose();
    expect(found.code).toBe(1);
    expect(checks(found, "fault")).toEqual(["endpoint"]);
    expect(finding(found, "endpoint", "erin").mend).toContain("--endpoint");
  });

  it("an aor whose phones are not looked after", async () => {
    const found = await sick.withFile(
      "pjsip-contacts.conf",
      (text) => text.replace("[bob](place)", "$&\nqualify_frequency = 0"),
      () => sick.diagnose(),
    );
    expect(finding(found, "qualify", "bob")).toMatchObject({
      level: "warning",
      mend: expect.stringContaining("qualify_frequency"),
    });
    expect(finding(found, "qualify", "alice").level).toBe("ok");
  });

  it.each([
    [0, "ok"],
    [10_000, "warning"],
    [-10_000, "warning"],
    [3_600_000, "fault"],
  ])("a clock that is %i ms off", async (off, level) => {
    const config = testConfig({
      RINGBACK_DATABASE_FILE: "/nonexistent/ringback.sqlite",
      RINGBACK_PBX_MAIN_PORT: String(sick.pbx.ami.port),
      RINGBACK_PBX_MAIN_SECRET: sick.pbx.ami.secret,
    });
    const findings = await examine(config, {
      transportFor: createTransport,
      sealer: createSealer(config),
      fetchJson: () => Promise.reject(new Error("there are no issuers")),
      now: () => Date.now() + off,
    });
    expect(finding({ code: 0, findings }, "clock").level).toBe(level);
  });
});
