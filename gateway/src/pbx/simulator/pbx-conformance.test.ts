import { quickOptions, TEST_LOGIN } from "../asterisk/ami/testing.ts";
import type { Case, Destination, Play } from "../conformance/cases.ts";
import { conformsToPbx } from "../conformance/suite.ts";
import { scriptOf } from "./play-script.ts";
import { type Simulator, startSimulator } from "./simulator.ts";

const NUMBERS: Record<Destination, string> = {
  bob: "102",
  "bob, who has a second": "102",
  "bob, then voicemail": "102",
  "nobody's phone": "104",
  "no extension": "8",
  "a group with bob": "180",
  voicemail: "199",
  menu: "199",
  conference: "197",
  echo: "199",
};

conformsToPbx("the simulator", async () => {
  const simulator = await startSimulator({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    phones: {
      alice: { extension: "101", does: "answer" },
      carol: { extension: "103", does: "answer", contacts: 2 },
      bob: { extension: "102", does: "answer" },
      dave: { extension: "104", does: "unregistered" },
      group: { extension: "180", does: "group", members: ["102", "104"] },
      voicemail: { extension: "199", does: "voicemail" },
      conference: { extension: "197", does: "conference" },
    },
  });
  return {
    options: quickOptions(simulator.port),
    enter: async (played) => enter(simulator, played),
    close: () => simulator.stop(),
  };
});

function enter(simulator: Simulator, played: Case) {
  const { a, a2, b, to, without } = played;
  const caller = a2 === undefined ? "alice" : "carol";
  if (a !== "unknown endpoint")
    simulator.phones.script(caller, {
      ...scriptOf(a),
      ...(a2 !== undefined && { second: scriptOf(a2) }),
    });
  simulator.phones.script("bob", {
    ...scriptOf(b ?? { does: "answers" }),
    ...(to !== "bob" && { ringForMs: 300 }),
    ...(to === "bob, then voicemail" && { thenVoicemail: true }),
  });
  if (without !== undefined) simulator.contexts.delete(without);
  const timers =
    a === "unknown endpoint" ? [] : playLater(simulator, caller, a);
  return {
    endpoint: a === "unknown endpoint" ? "nobody" : caller,
    dialString: NUMBERS[to],
    leave: async () => {
      for (const timer of timers) clearTimeout(timer);
      if (without !== undefined) simulator.contexts.add(without);
    },
  };
}

/** What a phone does in a call, as its play says. */
function playLater(
  { phones }: Simulator,
  caller: string,
  { does, talkMs = 0 }: Play,
): NodeJS.Timeout[] {
  if (does === "transfers") {
    phones.script("carol", { does: "answer", afterMs: 20 });
    return [setTimeout(() => phones.transfer(caller, "103"), talkMs)];
  }
  if (does !== "holds") return [];
  return [true, false].map((on, i) =>
    setTimeout(() => phones.hold(caller, on), talkMs + i * 300),
  );
}
