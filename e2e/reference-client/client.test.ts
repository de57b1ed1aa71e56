/** A client that behaves as the reference's own does is served unchanged: real Python, real gateway, real Asterisk. */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { bench } from "../asterisk/click.ts";
import { CommandFailed, runCommand } from "../asterisk/command.ts";
import { type RunningGateway, startGateway } from "../gateway/running.ts";
import { Records } from "../proof/records.ts";
import { startTlsFront, type TlsFront } from "./tls-front.ts";

const CLIENT = new URL("client.py", import.meta.url).pathname;
const ALICE = "alice@pbx.example.org";
const HEX = /^[0-9a-f]{32}$/;

const havePython = await runCommand("python3", ["-c", "import ssl"]).then(
  () => true,
  (fault: unknown) => {
    if (!(fault instanceof CommandFailed)) throw fault;
    console.log(
      `SKIPPED tests of the reference's client: ${fault.message.split("\n")[0]}`,
    );
    return false;
  },
);

type Told = { status: number; answer: Record<string, string> };

// One Asterisk is enough: what differs from client to client is said over HTTP.
describe.skipIf(!havePython).each(inject("suites").slice(0, 1))(
  "the reference's client before Asterisk of %s",
  (suite) => {
    const lab = bench({ suite });
    let gateway: RunningGateway;
    let front: TlsFront;
    let records: Records;
    beforeAll(async () => {
      gateway = await startGateway({
        ami: lab.pbx.ami,
        terminals: [{ name: "alice", extension: "101" }],
      });
      records = new Records(gateway.databaseFile);
      front = await startTlsFront(gateway.origin);
    });
    afterAll(async () => {
      await front.stop();
      records.close();
      await gateway.dispose();
    });

    /** What the client printed, and what it asked meanwhile. Rejects where it does not end with 0. */
    async function client(
      words: readonly string[],
      { aor = ALICE, password = gateway.passwords.get(ALICE) ?? "" } = {},
    ) {
      front.seen.length = 0;
      const target = ["--url", front.origin, "--aor", aor];
      const output = await runCommand(
        "python3",
        [CLIENT, ...target, "--destination", "102", ...words],
        { input: `${password}\n`, timeoutMs: 12_000 },
      );
      return toldIn(output);
    }

    function toldIn(output: string): Told[] {
      return output.split("\n").map((line): Told => JSON.parse(line));
    }

    async function refused(...given: Parameters<typeof client>) {
      const fault: unknown = await client(...given).catch(
        (error: unknown) => error,
      );
      if (!(fault instanceof CommandFailed))
        throw new Error("the client was not refused");
      return fault.output;
    }

    function asked(): { path: string | undefined; body: object }[] {
      return front.seen.map(({ path, body }) => ({
        path,
        body: JSON.parse(body),
      }));
    }

    it("rings A, then B, and lets them talk", async () => {
      const alice = await lab.phone("alice", { kind: "answers" });
      const bob = await lab.phone("bob", { kind: "answers", talkMs: 300 });
      const [challenge, call] = await client([]);

      expect(challenge).toEqual({
        status: 200,
        answer: { nonce: expect.any(String), realm: "pbx.example.org" },
      });
      expect(call).toEqual({
        status: 200,
        answer: { iden: expect.stringMatching(/^[0-9A-Za-z]{16}$/) },
      });
      expect(asked()).toEqual([
        { path: "/challenge", body: { aor: ALICE } },
        {
          path: "/call",
          body: {
            aor: ALICE,
            destination: "102",
            nonce: challenge?.answer.nonce,
            response: expect.stringMatching(HEX),
          },
        },
      ]);
      for (const { method, headers } of front.seen) {
        expect(method).toBe("POST");
        expect(headers["content-type"]).toBe("application/json");
        expect(headers["user-agent"]).toMatch(/^Python-urllib/);
        expect(headers.connection).toBe("close");
      }

      const forA = await alice.waitFor((m) => m.method === "INVITE");
      const forB = await bob.waitFor((m) => m.method === "INVITE");
      expect(forB.at).toBeGreaterThan(forA.at);
      const iden = call?.answer.iden ?? "";
      expect(forB.headers["x-info-click2dial-iden"]).toBe(iden);
      await expect
        .poll(() => records.call(iden), { timeout: 8000 })
        .toMatchObject({ state: "ended", outcome: "completed" });
      expect(alice.heard(bob)).toBeGreaterThan(0);
    });

    it("all that may be left out reaches the call when it is given", async () => {
      const alice = await lab.phone("alice", { kind: "rings" });
      const iden = `order_${suite}-1`;
      const [, call] = await client([
        ...["--iden", iden, "--max-duration", "60000"],
        ...["--dial-timeout", "1", "--optimize"],
      ]);
      expect(call).toEqual({ status: 200, answer: { iden } });
      expect(asked()[1]?.body).toMatchObject({
        iden,
        maxDuration: 60_000,
        dialTimeout: 1,
        optimize: true,
      });
      await alice.waitFor((m) => m.method === "INVITE");
      await alice.waitFor((m) => m.method === "CANCEL");
      await expect
        .poll(() => records.call(iden), { timeout: 8000 })
        .toMatchObject({ state: "ended", outcome: "no_answer" });
    });

    it("--dry-run asks for a nonce and dials nothing", async () => {
      const before = records.count();
      expect(await client(["--dry-run"])).toMatchObject([{ status: 200 }]);
      expect(asked().map(({ path }) => path)).toEqual(["/challenge"]);
      expect(records.count()).toBe(before);
    });

    it("a wrong password is 403, and it can read why", async () => {
      const output = await refused([], { password: "wrong" });
      expect(toldIn(output)).toEqual([
        { status: 200, answer: expect.anything() },
        { status: 403, answer: { error: "forbidden" } },
      ]);
    });

    it("the first @ divides its AoR, the last one ours: it takes our realm and is refused as an unknown AoR", async () => {
      const output = await refused([], { aor: "alice@home@pbx.example.org" });
      expect(toldIn(output)).toEqual([
        {
          status: 200,
          answer: { nonce: expect.any(String), realm: "pbx.example.org" },
        },
        { status: 403, answer: { error: "forbidden" } },
      ]);
    });

    it("a certificate that nobody knows stops it only when it is told to look", async () => {
      expect(await refused(["--verify-tls"])).toContain(
        "CERTIFICATE_VERIFY_FAILED",
      );
      expect(front.seen).toEqual([]);
    });
  },
);
