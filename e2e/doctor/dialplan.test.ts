/** A dialplan that lacks what a click needs: one line each. */
import { describe, expect, inject, it } from "vitest";
import { checks, finding, patient } from "./patient.ts";

const CONTEXTS = [
  "click2dial-user",
  "click2dial-target",
  "ringback-test",
  "ringback-header",
];

describe.each(inject("suites"))("the doctor at Asterisk of %s", (suite) => {
  const sick = patient({ suite });

  it("click2dial.conf is not included", async () => {
    const found = await sick.withFile(
      "extensions.conf",
      (text) => text.replace("#include click2dial.conf", ""),
      () => sick.diagnose(),
    );
    expect(found.code).toBe(1);
    expect(checks(found, "fault")).toEqual(
      CONTEXTS.map((context) => `context ${context}`),
    );
    expect(finding(found, "context click2dial-user").mend).toContain(
      "#include click2dial.conf",
    );
  });

  it.each(CONTEXTS)("[%s] alone is missing", async (context) => {
    const found = await sick.withFile(
      "click2dial.conf",
      (text) => text.replace(`[${context}]`, `[old-${context}]`),
      () => sick.diagnose(),
    );
    expect(checks(found, "fault")).toEqual([`context ${context}`]);
  });

  describe("with a terminal", () => {
    it("all Dials add the header", async () => {
      await sick.addTerminal("alice", "101");
      expect(finding(await sick.diagnose(), "iden header").level).toBe("ok");
    });

    it("a Dial behind a Goto does not add the header", async () => {
      const found = await sick.withFile(
        "extensions.conf",
        (text) => text.replace("@trunk,60,b(ringback-header^s^1)", "@trunk,60"),
        () => sick.diagnose(),
      );
      expect(found.code).toBe(0);
      expect(finding(found, "iden header")).toMatchObject({
        level: "warning",
        text: expect.stringMatching(/1 of 3 Dials .* in \[outside\]/),
        mend: expect.stringContaining("b(ringback-header^s^1)"),
      });
    });

    it("no Dial can be seen", async () => {
      const found = await sick.diagnose({
        RINGBACK_PBX_MAIN_CONTEXT: "ringback-test",
      });
      expect(finding(found, "iden header")).toMatchObject({
        level: "warning",
        text: expect.stringContaining("cannot be told"),
      });
    });

    it("the context of the other party is missing", async () => {
      const found = await sick.diagnose({
        RINGBACK_PBX_MAIN_CONTEXT: "nowhere",
      });
      expect(checks(found, "fault")).toEqual(["context"]);
      expect(finding(found, "context").text).toContain("[nowhere]");
    });

    it.each([
      ["+34 912 345 678", "ok", "extension"],
      ["911", "fault", "policy"],
      ["806 123 456", "fault", "policy"],
      ["12-34-x", "fault", "rules"],
      ["7", "fault", "extension"],
    ] as const)("the number %s: %s by %s", async (number, level, check) => {
      const found = await sick.diagnose({}, ["--number", number]);
      expect(finding(found, check, "number").level).toBe(level);
      expect(found.code).toBe(level === "ok" ? 0 : 1);
    });

    it("the number is sent in a form the dialplan does not know", async () => {
      const found = await sick.diagnose({ RINGBACK_DIALING_PREFIX: "*" }, [
        "--number",
        "+34912345678",
      ]);
      expect(finding(found, "extension")).toMatchObject({
        level: "fault",
        text: expect.stringContaining("*+34912345678"),
      });
    });

    it("the terminal's domain is not served", async () => {
      const found = await sick.diagnose({
        RINGBACK_DOMAINS: '{"pbx.example.com": ["main"]}',
      });
      expect(checks(found, "fault")).toEqual(["domain"]);
    });
  });
});
