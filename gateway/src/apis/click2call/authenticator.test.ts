import { digestResponse, ha1 } from "@ringback/shared/digest.ts";
import { describe, expect, it, test } from "vitest";
import { memoryDatabase } from "../../calls/testing.ts";
import { testTerminal } from "../../calls/testing-rows.ts";
import { testConfig } from "../../config/testing.ts";
import { SqlOnceStore } from "../../store/once/sql.ts";
import type { Credential } from "../../terminals/port.ts";
import { DigestAuthenticator, md5, needAor } from "./authenticator.ts";
import { Guessing } from "./guessing.ts";
import { Nonces } from "./nonce.ts";

const AOR = "alice@pbx.example";

async function open(
  find: () => Promise<Credential | undefined> = () =>
    Promise.resolve({
      terminal: testTerminal(),
      ha1: ha1(md5, "alice", "pbx.example", "secret"),
    }),
  domains = new Set(["pbx.example"]),
) {
  const once = new SqlOnceStore(await memoryDatabase());
  const nonces = new Nonces(
    { key: "k".repeat(64), ttlSeconds: 30, now: Date.now },
    once,
  );
  const directory = {
    findCredential: find,
    findById: () => Promise.resolve(undefined),
  };
  const guessing = new Guessing(() => testConfig().guessing, once, Date.now);
  const authenticator = new DigestAuthenticator(
    nonces,
    directory,
    guessing,
    () => domains,
  );
  const answer = (nonce: string, password = "secret", subject = "+34900") =>
    digestResponse(
      md5,
      ha1(md5, "alice", "pbx.example", password),
      nonce,
      subject,
    );
  const ask = (nonce: string, response: string, aor = AOR) =>
    authenticator
      .authenticate(
        needAor(aor, 255),
        { aorText: aor, nonce, response, address: "192.0.2.1" },
        "+34900",
      )
      .then(
        (terminal) => terminal.id,
        (fault: Error) => fault,
      );
  return { nonces, ask, answer };
}

it("knows who signed", async () => {
  const { nonces, ask, answer } = await open();
  const nonce = nonces.issue(AOR);
  expect(await ask(nonce, answer(nonce))).toBe("terminal-alice");
});

it("takes a response in upper case", async () => {
  const { nonces, ask, answer } = await open();
  const nonce = nonces.issue(AOR);
  expect(await ask(nonce, answer(nonce).toUpperCase())).toBe("terminal-alice");
});

describe("all that is wrong looks the same", () => {
  type Make = (of: Awaited<ReturnType<typeof open>>, nonce: string) => string;
  test.each<[string, Make, Parameters<typeof open>]>([
    ["a wrong password", ({ answer }, nonce) => answer(nonce, "guess"), []],
    [
      "another destination",
      ({ answer }, nonce) => answer(nonce, "secret", "+34901"),
      [],
    ],
    ["another nonce's response", ({ answer }) => answer("other"), []],
    ["no response", () => "", []],
    ["half a response", ({ answer }, nonce) => answer(nonce).slice(0, 31), []],
    ["a long response", () => "a".repeat(10_000), []],
    [
      "an unknown AoR",
      ({ answer }, nonce) => answer(nonce),
      [() => Promise.resolve(undefined)],
    ],
    [
      "an unknown AoR, with the stand-in key",
      (_, nonce) =>
        digestResponse(md5, md5(`${AOR}:${nonce}`), nonce, "+34900"),
      [() => Promise.resolve(undefined)],
    ],
    [
      "a domain that is not served",
      ({ answer }, nonce) => answer(nonce),
      [undefined, new Set(["else.example"])],
    ],
  ])("%s", async (_, make, options) => {
    const house = await open(...options);
    const nonce = house.nonces.issue(AOR);
    const fault = await house.ask(nonce, make(house, nonce));
    expect(fault).toMatchObject({
      kind: "forbidden",
      code: "forbidden",
      message: "forbidden",
    });
    // used up, whatever came of it
    expect(await house.ask(nonce, house.answer(nonce))).toMatchObject({
      kind: "unauthenticated",
      message: "invalid nonce",
    });
  });
});

it("a nonce is asked for before the credential is looked for", async () => {
  let looked = 0;
  const { ask } = await open(() => {
    looked++;
    return Promise.resolve(undefined);
  });
  expect(await ask("junk", "")).toMatchObject({ kind: "unauthenticated" });
  expect(looked).toBe(0);
});

it("letter case does not count in a domain that is served", async () => {
  const find = () =>
    Promise.resolve({
      terminal: testTerminal({ domain: "PBX.Example" }),
      ha1: ha1(md5, "alice", "PBX.Example", "secret"),
    });
  const { nonces, ask } = await open(find);
  const aor = "alice@PBX.Example";
  const nonce = nonces.issue(aor);
  const key = ha1(md5, "alice", "PBX.Example", "secret");
  expect(await ask(nonce, digestResponse(md5, key, nonce, "+34900"), aor)).toBe(
    "terminal-alice",
  );
});

it("a database that is away is 502 backend error, and the nonce is burnt", async () => {
  const { nonces, ask, answer } = await open(() =>
    Promise.reject(new Error("disk")),
  );
  const nonce = nonces.issue(AOR);
  expect(await ask(nonce, answer(nonce))).toMatchObject({
    kind: "pbx",
    message: "backend error",
  });
  expect(await ask(nonce, answer(nonce))).toMatchObject({
    kind: "unauthenticated",
  });
});
