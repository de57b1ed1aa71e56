/** Each key of the configuration that needs no restart is taken in by a gateway that runs. */
import { readFileSync } from "node:fs";
import { expect, it, test } from "vitest";
import { needsRestart } from "../../config/reload.ts";
import { entryNode, leaves, schemaRoot } from "../../config/tree.ts";
import { call, member, openGateway, openLive, signIn } from "../testing.ts";
import { callsProofs } from "./calls-proofs.ts";
import { clickProofs } from "./click-proofs.ts";
import { dialingProofs } from "./dialing-proofs.ts";
import { documentsProofs } from "./documents-proofs.ts";
import { guessingProofs } from "./guessing-proofs.ts";
import { liveProofs } from "./live-proofs.ts";
import type { Proof } from "./proof.ts";
import { serverProofs } from "./server-proofs.ts";
import { terminalsProofs } from "./terminals-proofs.ts";

const proofs: readonly Proof[] = [
  ...[...serverProofs, ...clickProofs, ...guessingProofs, ...dialingProofs],
  ...[...liveProofs, ...callsProofs, ...terminalsProofs, ...documentsProofs],
];

/** Proven where the parts can be held still. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "live.maxBufferedBytes": "../../apis/signaling/live-socket.test.ts",
  "server.shutdownGraceMs": "../../cli/reload.test.ts",
};

/** `<key>File` is the same key, from a file. */
function liveKeys(): string[] {
  const sections = Object.entries(schemaRoot.properties ?? {});
  return sections
    .flatMap(([name, node]) => {
      const entry = entryNode(node);
      const any = name === "pbx" ? "<name>" : "<domain>";
      return entry === undefined
        ? leaves(node, [name])
        : leaves(entry, [name, any]);
    })
    .map(({ path }) => path)
    .filter((path) => !needsRestart(path))
    .map((path) => path.join("."))
    .filter((key) => !/^(secrets|terminals)\..*File$/.test(key));
}

test.each(
  proofs.map((proof): [string, Proof] => [proof.keys.join(", "), proof]),
)("%s", (_, { prove }) => prove(), 20_000);

test("no key without a proof, no proof without a key", () => {
  const proven = proofs.flatMap(({ keys }) => keys);
  expect([...proven, ...Object.keys(ELSEWHERE)].toSorted()).toEqual(
    liveKeys().toSorted(),
  );
  for (const [key, file] of Object.entries(ELSEWHERE)) {
    const text = readFileSync(new URL(file, import.meta.url), "utf8");
    expect(text).toContain(key.split(".").at(-1));
  }
});

it("a call goes on through reloads, its deadline as it was, and can be hung up", async () => {
  const { origin, reload, db, simulator } = await openGateway();
  const live = await openLive(origin, member(await signIn(origin), "token"));
  await call(origin, "+34900123456");
  const active = await live.state("active");
  const deadline = () =>
    db.selectFrom("calls").select("deadline_at").executeTakeFirstOrThrow();
  const before = await deadline();
  for (const prefixes of ['["+349"]', '["+44"]', "[]"])
    reload({
      RINGBACK_DIALING_DENY_PREFIXES: prefixes,
      RINGBACK_CALLS_ACTIVE_SLACK_MS: "100",
      RINGBACK_PBX_MAIN_HOST: "127.0.0.9",
    });
  expect(await deadline()).toEqual(before);
  expect(simulator.connections()).toBe(1);
  expect(simulator.channels()).toBeGreaterThan(0);
  live.tell({
    type: "call.end",
    payload: { callId: active.data?.callId ?? "" },
  });
  expect((await live.state("ended")).data).toMatchObject({ endedBy: "user" });
});
