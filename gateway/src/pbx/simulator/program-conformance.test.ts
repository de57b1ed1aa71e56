import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quickOptions, TEST_LOGIN } from "../asterisk/ami/testing.ts";
import type { ProgramCase } from "../conformance/program-cases.ts";
import { conformsToPrograms } from "../conformance/program-suite.ts";
import type { Party } from "../port.ts";
import { scriptOf } from "./play-script.ts";
import { type Simulator, startSimulator } from "./simulator.ts";

const INSIDE = { a: "alice", b: "bob" } as const;
const OUTSIDE = { a: "+34930000001", b: "+34930000002" } as const;

conformsToPrograms("the simulator", async () => {
  const spool = mkdtempSync(join(tmpdir(), "ringback-spool-"));
  const simulator = await startSimulator({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    phones: {
      alice: { extension: "101", does: "answer" },
      bob: { extension: "102", does: "answer" },
    },
  });
  return {
    options: quickOptions(simulator.port),
    trunkContext: "outside",
    spool,
    enter: async (played) => enter(simulator, played),
    async close() {
      await simulator.stop();
      rmSync(spool, { recursive: true });
    },
  };
});

function enter(simulator: Simulator, { a, b, at }: ProgramCase) {
  const parties = { a: party("a", at.a), b: party("b", at.b) };
  for (const [role, play] of [["a", a] as const, ["b", b] as const]) {
    const absent = at[role] === "outside" ? "unknown" : "unregistered";
    simulator.phones.script(
      nameOf(role, at[role]),
      play?.does === "absent"
        ? { does: absent }
        : scriptOf(play ?? { does: "answers" }),
    );
  }
  const shown = (role: "a" | "b") =>
    simulator.phones.shown(nameOf(role, at[role]));
  const before = { a: shown("a").length, b: shown("b").length };
  return {
    ...parties,
    shown: (role: "a" | "b") => shown(role).slice(before[role]),
    leave: async () => {},
  };
}

function nameOf(role: "a" | "b", place: "inside" | "outside"): string {
  return place === "outside" ? OUTSIDE[role] : INSIDE[role];
}

function party(role: "a" | "b", place: "inside" | "outside"): Party {
  return place === "outside"
    ? { kind: "outside", dialString: OUTSIDE[role] }
    : { kind: "endpoint", endpoint: INSIDE[role] };
}
