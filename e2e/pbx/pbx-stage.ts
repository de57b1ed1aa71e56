import type {
  Case,
  Destination,
  Play,
} from "../../gateway/src/pbx/conformance/cases.ts";
import type { Stage } from "../../gateway/src/pbx/conformance/suite.ts";
import {
  type Asterisk,
  type Endpoint,
  startAsterisk,
} from "../asterisk/asterisk.ts";
import type { Suite } from "../asterisk/packages.ts";
import { type Phone, type PhoneKind, startPhone } from "../asterisk/phones.ts";
import { amiOptions } from "./lab-subject.ts";

const EXTENSIONS = `
[from-internal](+)
exten => 182,1,Dial(PJSIP/bob,1)
 same => n,Hangup(\${HANGUPCAUSE})
exten => 180,1,Dial(Local/102@from-internal/n&Local/104@from-internal/n,10)
 same => n,Hangup(\${HANGUPCAUSE})
exten => 196,1,Answer()
 same => n,WaitExten(60)
`;

const NUMBERS: Record<Destination, string> = {
  bob: "102",
  "bob, who has a second": "182",
  "bob, then voicemail": "192",
  "a group with bob": "180",
  "nobody's phone": "104",
  "no extension": "8",
  voicemail: "199",
  menu: "196",
  conference: "197",
  echo: "198",
};

export const KINDS: Record<Exclude<Play["does"], "absent">, PhoneKind> = {
  answers: "answers",
  rings: "rings",
  busy: "busy",
  declines: "declines",
  unavailable: "unavailable",
  nosuch: "unknown",
  overloaded: "overloaded",
  dead: "dead",
  holds: "holds",
  transfers: "transfers",
  redirects: "redirects",
};

/** A real Asterisk with real phones as a stage for the `Pbx` conformance suite. */
export async function pbxStage(suite: Suite): Promise<Stage> {
  const pbx = await startAsterisk({ suite, extraExtensions: EXTENSIONS });
  return {
    options: amiOptions(pbx),
    enter: (played) => enter(pbx, played),
    close: () => pbx.stop(),
  };
}

async function enter(pbx: Asterisk, { a, a2, b, to, without, voices }: Case) {
  const caller = a2 === undefined ? "alice" : "carol";
  const mine = await phone(pbx, caller, a, 0);
  const second = await phone(pbx, "carol", a2, 1);
  const other = await phone(pbx, "bob", b, 0);
  const third =
    a !== "unknown endpoint" && a.does === "transfers"
      ? await Promise.all(
          [0, 1].map((n) => phone(pbx, "carol", { does: "answers" }, n)),
        )
      : [];
  if (without !== undefined)
    await pbx.cli(`dialplan remove context ${without}`);
  return {
    endpoint: endpointOf(a, caller),
    dialString: NUMBERS[to],
    async leave() {
      const all = [mine, second, other, ...third];
      await Promise.all(all.map((each) => each?.stop()));
      if (without !== undefined) await pbx.cli("dialplan reload");
      if (voices === true && !(mine && other && hearEachOther(mine, other)))
        throw new Error("the two did not hear each other");
    },
  };
}

function endpointOf(a: Case["a"], caller: Endpoint): string {
  if (a === "unknown endpoint") return "nobody";
  return a.does === "absent" ? "dave" : caller;
}

export function hearEachOther(one: Phone, other: Phone): boolean {
  return one.heard(other) > 5 && other.heard(one) > 5;
}

async function phone(
  pbx: Asterisk,
  endpoint: Endpoint,
  play: Case["a"] | undefined,
  contact: number,
): Promise<Phone | undefined> {
  const port = pbx.contacts[endpoint][contact];
  if (play === undefined || play === "unknown endpoint") return undefined;
  if (play.does === "absent" || port === undefined) return undefined;
  return await startPhone({
    kind: KINDS[play.does],
    port,
    sipp: pbx.sipp,
    ringMs: 100,
    ...(play.talkMs !== undefined && { talkMs: play.talkMs }),
    ...(play.does === "transfers" && {
      target: `sip:103@127.0.0.1:${pbx.sipPort}`,
    }),
    ...(play.does === "redirects" && {
      target: `sip:102@127.0.0.1:${pbx.sipPort}`,
    }),
  });
}
