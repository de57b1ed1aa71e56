/** Passwords the gateway cannot check: one line each. */
import { createHash } from "node:crypto";
import { ha1 } from "@ringback/shared/digest.ts";
import { beforeAll, describe, expect, inject, it } from "vitest";
import {
  type AsteriskAccounts,
  openAccounts,
} from "../terminals/asterisk-accounts.ts";
import { checks, finding, patient } from "./patient.ts";

const DOMAIN = "pbx.example.org";
const md5 = (text: string) => createHash("md5").update(text).digest("hex");
const TERMINALS = (section: Record<string, unknown> = {}) => ({
  RINGBACK_TERMINALS: JSON.stringify({
    [DOMAIN]: { asterisk: { enabled: true, ...section } },
  }),
});

describe.each(inject("suites"))("the doctor at Asterisk of %s", (suite) => {
  const sick = patient({ suite });
  let accounts: AsteriskAccounts;
  beforeAll(async () => {
    accounts = await openAccounts(sick.pbx);
    await accounts.put("gina", { callerId: "<161>", password: "geheim" });
  });
  /** Asks until Asterisk has read the accounts again. */
  const ask = async (name: string, words: RegExp, section = {}) => {
    const look = () =>
      sick.diagnose(TERMINALS(section), ["--aor", `${name}@${DOMAIN}`]);
    await expect
      .poll(async () => finding(await look(), "sign-in", name).text)
      .toMatch(words);
    return await look();
  };

  describe("a phone that Asterisk knows", () => {
    it("with a password is no matter", async () => {
      const found = await ask("gina", /extension is 161/);
      expect(finding(found, "sign-in")).toMatchObject({
        level: "ok",
        about: `terminal gina@${DOMAIN}`,
      });
    });

    it("holds a hash for another realm", async () => {
      await accounts.put("hans", {
        ...{ callerId: "<162>", authType: "md5", realm: "asterisk" },
        md5Hash: md5("hans:asterisk:geheim"),
      });
      const found = await ask("hans", /for the realm "asterisk"/);
      expect(found.code).toBe(1);
      expect(checks(found, "fault")).toEqual(["sign-in"]);
      expect(finding(found, "sign-in").mend).toContain(
        `hans:${DOMAIN}:password`,
      );
    });

    it("has no password", async () => {
      await accounts.put("ida", { callerId: "<163>", password: "" });
      // Asterisk 22 does not even take such an account.
      const found = await ask("ida", /has no password|of type unknown/);
      expect(finding(found, "sign-in").mend).toMatch(/account ida .*password/);
    });

    it("is not there", async () => {
      const found = await ask("nobody", /no endpoint nobody/);
      expect(checks(found, "fault")).toEqual(["endpoint", "sign-in"]);
    });

    it("is left out by the pattern", async () => {
      const found = await ask("gina", /does not fit gina/, {
        endpointPattern: "^1..$",
      });
      expect(finding(found, "sign-in").mend).toContain("endpointPattern");
    });

    it("cannot be asked about without func_sorcery", async () => {
      const found = await sick.withoutModule("func_sorcery", () =>
        ask("gina", /of type unknown/),
      );
      expect(finding(found, "sign-in").mend).toContain("func_sorcery");
    });
  });

  it("an AoR that is none", async () => {
    const found = await sick.diagnose({}, ["--aor", "gina"]);
    expect(checks(found, "fault")).toEqual(["aor"]);
  });

  it.each([
    ["of the AoR's domain", DOMAIN, "ok"],
    ["of Asterisk's own realm", "asterisk", "fault"],
  ])("an HA1 that was made %s", async (_, realm, level) => {
    const hash = ha1(md5, "gina", realm, "geheim");
    await sick.ringback(["user", "add", "gina"]);
    await sick.ringback([
      ...["terminal", "add", "--user", "gina", "--aor", `gina@${DOMAIN}`],
      ...["--endpoint", "gina", "--extension", "161", "--ha1", hash],
    ]);
    const found = await sick.diagnose();
    expect(finding(found, "realm", "gina").level).toBe(level);
    expect(JSON.stringify(found)).not.toContain(hash);
    if (level === "fault")
      expect(finding(found, "realm").mend).toContain(
        `ringback terminal password gina@${DOMAIN}`,
      );
    await sick.ringback(["user", "remove", "gina"]);
  });
});
