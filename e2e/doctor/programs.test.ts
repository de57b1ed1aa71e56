/** What calls of programs lack on the PBX: one line each. */
import { beforeAll, describe, expect, inject, it } from "vitest";
import { checks, finding, patient } from "./patient.ts";

const CONTEXTS = ["ringback-program-a", "ringback-program-b"];

describe.each(inject("suites"))("the doctor at Asterisk of %s", (suite) => {
  const sick = patient({ suite });
  const without = (context: string) =>
    sick.withFile(
      "click2dial.conf",
      (text) => text.replace(`[${context}]`, `[old-${context}]`),
      () => sick.diagnose(),
    );

  it.each(CONTEXTS)(
    "[%s] is missing, which matters to nobody yet",
    async (context) => {
      const found = await without(context);
      expect(found.code).toBe(0);
      expect(finding(found, `context ${context}`)).toMatchObject({
        level: "warning",
        mend: expect.stringContaining("click2dial.conf"),
      });
    },
  );

  it("the context for outside numbers is there", async () => {
    const found = await sick.diagnose({
      RINGBACK_PBX_MAIN_TRUNK_CONTEXT: "outside",
    });
    expect(finding(found, "trunkContext").level).toBe("ok");
  });

  it("the context for outside numbers is missing", async () => {
    const found = await sick.diagnose({
      RINGBACK_PBX_MAIN_TRUNK_CONTEXT: "nowhere",
    });
    expect(checks(found, "fault")).toEqual(["trunkContext"]);
    expect(finding(found, "trunkContext").text).toContain("[nowhere]");
  });

  describe("with a program that calls outside numbers", () => {
    beforeAll(async () => {
      await sick.ringback([
        ...["client", "add", "--name", "crm", "--domain", "pbx.example.org"],
        ...["--scopes", "all", "--trunk-caller"],
      ]);
    });

    it.each(CONTEXTS)("[%s] is missing", async (context) => {
      const found = await without(context);
      expect(found.code).toBe(1);
      expect(checks(found, "fault")).toEqual([`context ${context}`]);
    });

    it("no context dials them", async () => {
      expect(finding(await sick.diagnose(), "trunkContext")).toMatchObject({
        level: "warning",
        mend: expect.stringContaining("pbx.main.trunkContext"),
      });
    });

    it("the keys that sign tokens were sealed with another storageKey", async () => {
      await sick.ringback(["key", "rotate", "--now"]);
      expect(finding(await sick.diagnose(), "signing key").level).toBe("ok");
      const found = await sick.diagnose({
        RINGBACK_SECRETS_STORAGE_KEY: "5b".repeat(32),
      });
      expect(checks(found, "fault")).toEqual(["signing key"]);
      expect(finding(found, "signing key").mend).toContain(
        "previousStorageKeys",
      );
    });
  });
});
