import { quickOptions, TEST_LOGIN } from "../asterisk/ami/testing.ts";
import type { PhoneScript } from "./phones.ts";
import { startSimulator } from "./simulator.ts";
import type { Play } from "./stories.ts";
import { tellsTheStories } from "./story-conformance.ts";

const DOES: Record<Play, PhoneScript["does"]> = {
  answers: "answer",
  rings: "noanswer",
  busy: "busy",
  declines: "decline",
  overloaded: "congestion",
  absent: "unregistered",
};

tellsTheStories("the simulator", async () => {
  const simulator = await startSimulator({
    user: TEST_LOGIN.username,
    secret: TEST_LOGIN.secret,
    phones: {
      alice: { extension: "101", does: "answer" },
      bob: { extension: "102", does: "answer" },
      voicemail: { extension: "199", does: "voicemail" },
    },
  });
  const destinations = { bob: "102", voicemail: "199", missing: "8" };
  return {
    options: quickOptions(simulator.port),
    async enter({ a, aTalkMs, b = "answers", bTalkMs, destination }) {
      simulator.phones.script("alice", script(a, aTalkMs));
      simulator.phones.script("bob", script(b, bTalkMs));
      return {
        endpoint: "alice",
        destination: destinations[destination],
        leave: async () => {},
      };
    },
    close: () => simulator.stop(),
  };
});

function script(play: Play, talkMs: number | undefined): PhoneScript {
  const does = DOES[play];
  return talkMs === undefined
    ? { does, afterMs: 20 }
    : { does, afterMs: 20, hangupAfterMs: talkMs };
}
