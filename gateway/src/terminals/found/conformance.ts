/** What every directory does that asks a telephone system, beside what all directories do. */
import { ha1 } from "@ringback/shared/digest.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../store/database.ts";
import { conformsToDirectory, md5, type Subject } from "../conformance.ts";

export type FoundSubject = Subject & {
  db: Database;
  source: string;
  /** what was told to the admin so far */
  refusals: readonly string[];
  /** From now on nobody can be asked. */
  cut(): Promise<void>;
};

/** Kinds of accounts the system under test cannot hold. */
type Lacks = { digest?: boolean };

const CACHE_MS = 150;

export function conformsToFound(
  name: string,
  open: (times: { cacheSeconds: number }) => Promise<FoundSubject>,
  lacks: Lacks = {},
): void {
  const times = { cacheSeconds: CACHE_MS / 1000 };
  conformsToDirectory(name, () => open(times));

  describe(`who may call, asked of the PBX: ${name}`, () => {
    let subject: FoundSubject;
    beforeAll(async () => {
      subject = await open(times);
    }, 60_000);
    afterAll(async () => {
      await subject.close();
    });
    const find = (username: string) =>
      subject.directory.findCredential(username, subject.domain);
    // Not skipped: on a PBX that cannot hold such an account there is nothing to test.
    const itOf22 = lacks.digest ? () => {} : it;
    const told = (username: string) =>
      subject.refusals.filter((line) => line.startsWith(`${username}@`));

    it("a hash for the AoR's domain is its HA1", async () => {
      const hash = md5(`greta:${subject.domain}:geheim`);
      await subject.put("greta", {
        callerId: "<161>",
        authType: "md5",
        realm: subject.domain,
        md5Hash: hash,
      });
      expect((await find("greta"))?.ha1).toBe(hash);
    });

    it.each([
      ["hans", { realm: "asterisk" }, 'the realm "asterisk"'],
      ["ida", { authUsername: "other" }, "another user name"],
    ])(
      "%s: a hash for somebody or somewhere else does not fit",
      async (username, changes, words) => {
        await subject.put(username, {
          callerId: "<162>",
          authType: "md5",
          realm: subject.domain,
          md5Hash: md5("x"),
          ...changes,
        });
        expect(await find(username)).toBeUndefined();
        expect(told(username)).toEqual([expect.stringContaining(words)]);
        expect(told(username).join()).not.toContain(md5("x"));
      },
    );

    itOf22("digest with MD5 is taken, other digests are refused", async () => {
      const account = {
        callerId: "<163>",
        authType: "digest",
        password: "p",
      };
      await subject.put("jan", { ...account, algorithms: "MD5,SHA-256" });
      await subject.put("kim", { ...account, algorithms: "SHA-256" });
      expect((await find("jan"))?.ha1).toBe(
        ha1(md5, "jan", subject.domain, "p"),
      );
      expect(await find("kim")).toBeUndefined();
      expect(told("kim")).toEqual([expect.stringContaining("SHA-256")]);
    });

    itOf22("other accounts are refused in one clear line, once", async () => {
      await subject.put("lea", {
        callerId: "<164>",
        authType: "google_oauth",
      });
      expect(await find("lea")).toBeUndefined();
      await new Promise((resolve) => setTimeout(resolve, CACHE_MS * 2));
      expect(await find("lea")).toBeUndefined();
      expect(told("lea")).toEqual([
        `lea@${subject.domain} cannot call by ${subject.source}: its account lea is of type google_oauth; userpass, md5 and digest with MD5 can be used`,
      ]);
    });

    it("without a caller number the endpoint is its own extension", async () => {
      await subject.put("mia", { callerId: "Mia", password: "p" });
      expect((await find("mia"))?.terminal.extension).toBe("mia");
    });

    it("is written down without its HA1, marked with where it comes from", async () => {
      await subject.put("nils", { callerId: "<166>", password: "p" });
      const terminal = (await find("nils"))?.terminal;
      await subject.directory.findById(terminal?.id ?? "");
      const row = await subject.db
        .selectFrom("terminals")
        .innerJoin("users", "users.id", "terminals.user_id")
        .select(["terminals.id", "terminals.ha1", "terminals.source"])
        .select(["users.name", "users.source as user_source"])
        .where("terminals.username", "=", "nils")
        .executeTakeFirst();
      expect(row).toEqual({
        id: terminal?.id,
        ha1: "",
        source: subject.source,
        name: `nils@${subject.domain}`,
        user_source: subject.source,
      });
    });

    it("while nobody can be asked: a fault, not a stranger; who is signed in stays so", async () => {
      await subject.put("olga", { callerId: "<167>", password: "p" });
      const found = await find("olga");
      await subject.cut();
      await new Promise((resolve) => setTimeout(resolve, CACHE_MS * 2));
      await expect(find("olga")).rejects.toThrow();
      await expect(find("nobody")).rejects.toThrow();
      expect(
        await subject.directory.findById(found?.terminal.id ?? ""),
      ).toEqual(found?.terminal);
    });
  });
}
