import type { AmiOptions } from "../../gateway/src/pbx/asterisk/ami/transport.ts";
import type { Play } from "../../gateway/src/pbx/simulator/stories.ts";
import type { Stage } from "../../gateway/src/pbx/simulator/story-conformance.ts";
import type { Asterisk, Endpoint } from "../asterisk/asterisk.ts";
import { type Phone, type PhoneKind, startPhone } from "../asterisk/phones.ts";

const RING_MS = 100;

/** How the gateway's AMI user logs in at this Asterisk. */
export function amiOptions(
  pbx: Asterisk,
  login: { user: string; secret: string } = pbx.ami,
): AmiOptions {
  return {
    host: pbx.ami.host,
    port: pbx.ami.port,
    username: login.user,
    secret: login.secret,
    auth: "md5",
    connectTimeoutMs: 5_000,
    actionTimeoutMs: 5_000,
    pingIntervalMs: 60_000,
    pingTimeoutMs: 2_000,
    backoffMinMs: 50,
    backoffMaxMs: 200,
    refusedRetryMs: 60_000,
    maxMessageBytes: 256 * 1024,
    maxPending: 500,
    maxListItems: 50_000,
  };
}

/** The tiny PBX as a stage for the stories: alice calls bob, and dave stands in for whoever has no phone. */
export function labStage(pbx: Asterisk): Stage {
  const destinations = { bob: "102", voicemail: "199", missing: "8" };
  return {
    options: amiOptions(pbx),
    async enter({ a, aTalkMs, b = "answers", bTalkMs, destination }) {
      const phones = [
        ...(await phone(pbx, "alice", a, aTalkMs)),
        ...(await phone(pbx, "bob", b, bTalkMs)),
      ];
      return {
        endpoint: a === "absent" ? "dave" : "alice",
        destination: b === "absent" ? "104" : destinations[destination],
        leave: async () => {
          await Promise.all(phones.map((one) => one.stop()));
        },
      };
    },
    close: () => pbx.stop(),
  };
}

async function phone(
  pbx: Asterisk,
  endpoint: Endpoint,
  play: Play,
  talkMs: number | undefined,
): Promise<Phone[]> {
  const port = pbx.contacts[endpoint][0];
  if (play === "absent" || port === undefined) return [];
  const kind: PhoneKind = play;
  const times = talkMs === undefined ? {} : { talkMs };
  return [
    await startPhone({ kind, port, sipp: pbx.sipp, ringMs: RING_MS, ...times }),
  ];
}
