import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  type Simulator,
  startSimulator,
} from "../../gateway/src/pbx/simulator/simulator.ts";
import { whyNotFetched } from "../debian/own-suite.ts";
import { Client } from "../gateway/client.ts";
import { type RunningGateway, startGateway } from "../gateway/running.ts";
import { type Fail2ban, findFail2ban, startFail2ban } from "./fail2ban.ts";

const AMI = { user: "ringback", secret: "secret-of-this-test" };
/** `maxretry` of the shipped jail. */
const MAX_RETRY = 20;
const BAN_MS = 20_000;

const installed = await findFail2ban().catch((fault: unknown) => {
  console.log(`SKIPPED tests on fail2ban: ${whyNotFetched(fault)}`);
  return undefined;
});

describe.skipIf(installed === undefined)("a real fail2ban", () => {
  const folder = mkdtempSync(join(tmpdir(), "ringback-banned-"));
  const logFile = join(folder, "ringback.log");
  let simulator: Simulator;
  let gateway: RunningGateway;
  let fail2ban: Fail2ban;

  beforeAll(async () => {
    if (installed === undefined) return;
    simulator = await startSimulator({ ...AMI, phones: {} });
    gateway = await startGateway({
      ami: { ...AMI, host: "127.0.0.1", port: simulator.port },
      terminals: [{ name: "alice", extension: "101" }],
      config: {
        log: { file: logFile },
        server: { trustedProxies: ["127.0.0.1"] },
      },
    });
    fail2ban = await startFail2ban(installed, logFile);
  });
  afterAll(async () => {
    await fail2ban.stop();
    await gateway.dispose();
    await simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Signs in from this address; gives the status. */
  const signIn = async (address: string, password?: string) => {
    const aor = `alice@${gateway.domain}`;
    const right = gateway.passwords.get(aor) ?? "";
    const client = new Client(gateway.origin, aor, password ?? right);
    const from = { "X-Forwarded-For": address };
    const { body } = await client.post("/challenge", { aor }, from);
    const nonce: unknown = Reflect.get(Object(body), "nonce");
    const signed = await client.signed("session", String(nonce));
    return (await client.post("/session", signed, from)).status;
  };
  /** What nobody has to ask a challenge for. */
  const forge = async (address: string, aor: string) => {
    const client = new Client(gateway.origin, aor, "");
    const body = { aor, nonce: "x", response: "", destination: "2001" };
    const from = { "X-Forwarded-For": address };
    return (await client.post("/call", body, from)).status;
  };
  const times = async (count: number, ask: () => Promise<number>) => {
    const statuses = new Set<number>();
    for (let n = 0; n < count; n++) statuses.add(await ask());
    return [...statuses].sort();
  };
  const banned = async () =>
    (await fail2ban.bans()).map(({ address }) => address).sort();
  const untilBanned = (address: string) =>
    vi
      .waitUntil(async () => (await banned()).includes(address), {
        timeout: BAN_MS,
        interval: 100,
      })
      .catch(() => {
        throw new Error(`${address} is not banned:\n${fail2ban.tail()}`);
      });

  it("bans who guesses, by the client's own address, and nobody else", async () => {
    const user = "198.51.100.7";
    expect(await signIn(user, "a typo")).toBe(403);
    expect(await signIn(user)).toBe(200);

    const almost = "203.0.113.2";
    expect(
      await times(MAX_RETRY - 1, () =>
        forge(almost, `alice@${gateway.domain}`),
      ),
    ).toEqual([401]);

    // An AoR that looks like a line about the user.
    const framing = `x"},"address":"${user}"}}@${gateway.domain}`;
    expect(await times(MAX_RETRY, () => forge("2001:db8::7", framing))).toEqual(
      [401],
    );
    await untilBanned("2001:db8::7");

    const guesser = "203.0.113.1";
    let guess = 0;
    expect(
      await times(MAX_RETRY, () => signIn(guesser, `guess ${guess++}`)),
    ).toEqual([403, 429]);
    await untilBanned(guesser);

    // The log is read in order: who was one short of it then was not banned.
    expect(await banned()).toEqual(["2001:db8::7", guesser]);
    await forge(almost, `alice@${gateway.domain}`);
    await untilBanned(almost);

    expect(await signIn(user)).toBe(200);
    expect(await fail2ban.bans()).toEqual(
      ["2001:db8::7", guesser, almost].map((address) => ({
        ...{ jail: "ringback", address, ports: "http,https,8089" },
      })),
    );
  }, 90_000);
});
