/** What every TerminalDirectory does. A test file runs it on its own directory. */
import { createHash } from "node:crypto";
import { ha1 } from "@ringback/shared/digest.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { TerminalDirectory } from "./port.ts";

/** An account behind an endpoint `<username>`, as an admin would write it down. */
export type TestAccount = {
  callerId: string;
  password?: string;
  /** absent: userpass */
  authType?: string;
  realm?: string;
  md5Hash?: string;
  algorithms?: string;
  /** who the hash was made for; absent: the username */
  authUsername?: string;
};

export type Subject = {
  directory: TerminalDirectory;
  domain: string;
  /** Settles when whoever is asked knows it. */
  put(username: string, account: TestAccount): Promise<void>;
  remove(username: string): Promise<void>;
  close(): Promise<void>;
};

/** Longer than the subjects' caches live. */
const SETTLING = { timeout: 5_000, interval: 50 };

export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

export function conformsToDirectory(
  name: string,
  open: () => Promise<Subject>,
): void {
  describe(`TerminalDirectory: ${name}`, () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    }, 60_000);
    afterAll(async () => {
      await subject.close();
    });
    const find = (username: string, domain = subject.domain) =>
      subject.directory.findCredential(username, domain);
    const put = (username: string, password: string, callerId = "<101>") =>
      subject.put(username, { callerId, password });

    it("knows a terminal by its AoR, with HA1 over the AoR's domain", async () => {
      await put("anna", "pass: w@rd", '"Anna" <151>');
      const found = await find("anna");
      expect(found?.ha1).toBe(ha1(md5, "anna", subject.domain, "pass: w@rd"));
      expect(found?.terminal).toMatchObject({
        username: "anna",
        domain: subject.domain,
        endpoint: "anna",
        extension: "151",
        number: null,
      });
      expect(found?.terminal.userId).not.toBe("");
    });

    it("knows the same terminal by its id, again and again", async () => {
      await put("ben", "secret-of-ben");
      const first = await find("ben");
      const second = await find("ben");
      expect(second).toEqual(first);
      expect(
        await subject.directory.findById(first?.terminal.id ?? ""),
      ).toEqual(first?.terminal);
    });

    it.each([
      "nobody",
      "",
      "-",
      "Ben",
      "ben,auth",
      "ben)",
      "$" + "{ben}",
      "ben' or '1'='1",
      "b".repeat(255),
      "ben\r\nAction: Logoff",
    ])("knows no %j", async (username) => {
      await put("ben", "secret-of-ben");
      expect(await find(username)).toBeUndefined();
    });

    it("knows nobody in another domain, nor by another id", async () => {
      await put("ben", "secret-of-ben");
      expect(await find("ben", "elsewhere.example")).toBeUndefined();
      expect(await subject.directory.findById("nobody")).toBeUndefined();
    });

    it("twenty who ask at once are told the same", async () => {
      await put("cleo", "secret-of-cleo");
      const all = await Promise.all(
        Array.from({ length: 20 }, () => find("cleo")),
      );
      expect(new Set(all.map((each) => JSON.stringify(each))).size).toBe(1);
      expect(all[0]).toBeDefined();
    });

    it("a new password is a new HA1 and ends what the old one opened", async () => {
      await put("dora", "the old one");
      const before = await find("dora");
      await put("dora", "the new one");
      const wanted = ha1(md5, "dora", subject.domain, "the new one");
      await vi.waitFor(async () => {
        expect((await find("dora"))?.ha1).toBe(wanted);
      }, SETTLING);
      const id = before?.terminal.id ?? "";
      const after = await subject.directory.findById(id);
      expect(after?.credentialVersion).not.toBe(
        before?.terminal.credentialVersion,
      );
    });

    it("who is removed is known no more", async () => {
      await put("eric", "secret-of-eric");
      const before = await find("eric");
      expect(before).toBeDefined();
      await subject.remove("eric");
      await vi.waitFor(async () => {
        expect(await find("eric")).toBeUndefined();
      }, SETTLING);
      expect(
        await subject.directory.findById(before?.terminal.id ?? ""),
      ).toBeUndefined();
    });
  });
}
