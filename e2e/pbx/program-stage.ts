import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Play } from "../../gateway/src/pbx/conformance/cases.ts";
import type { ProgramCase } from "../../gateway/src/pbx/conformance/program-cases.ts";
import type { ProgramStage } from "../../gateway/src/pbx/conformance/program-suite.ts";
import type { Party } from "../../gateway/src/pbx/port.ts";
import {
  type Asterisk,
  type Endpoint,
  startAsterisk,
} from "../asterisk/asterisk.ts";
import { freeUdpPort } from "../asterisk/loopback.ts";
import type { Suite } from "../asterisk/packages.ts";
import { type Phone, startPhone } from "../asterisk/phones.ts";
import { amiOptions } from "./lab-subject.ts";
import { hearEachOther, KINDS } from "./pbx-stage.ts";

/** The two ends of one carrier: a number that leads to the trunk's phone, and one that leads to another. */
const OUTSIDE = { a: "+34930000001", b: "+34930000002" } as const;

/** Carol plays the carrier's other customer. */
const OTHER_CUSTOMER = `
[outside](+)
exten => ${OUTSIDE.b},1,Dial(PJSIP/\${EXTEN}@carol,60,b(ringback-header^s^1))
 same => n,Hangup(\${HANGUPCAUSE})
`;

const ENDPOINTS: Record<
  "a" | "b",
  Record<"inside" | "outside", { phone: Endpoint; absent: Party; party: Party }>
> = {
  a: {
    inside: {
      phone: "alice",
      party: { kind: "endpoint", endpoint: "alice" },
      absent: { kind: "endpoint", endpoint: "dave" },
    },
    outside: {
      phone: "trunk",
      party: { kind: "outside", dialString: OUTSIDE.a },
      absent: { kind: "outside", dialString: "*34930000003" },
    },
  },
  b: {
    inside: {
      phone: "bob",
      party: { kind: "endpoint", endpoint: "bob" },
      absent: { kind: "endpoint", endpoint: "dave" },
    },
    outside: {
      phone: "carol",
      party: { kind: "outside", dialString: OUTSIDE.b },
      absent: { kind: "outside", dialString: "*34930000003" },
    },
  },
};

/** A real Asterisk, its trunk and real phones as a stage for calls of programs. */
export async function programStage(suite: Suite): Promise<ProgramStage> {
  const pbx = await startAsterisk({
    suite,
    extraExtensions: OTHER_CUSTOMER,
    // One phone only: of two, Dial to a number at the endpoint takes either.
    contacts: { carol: [await freeUdpPort()] },
  });
  const spool = join(pbx.dir, "recordings");
  await mkdir(spool);
  return {
    options: amiOptions(pbx),
    trunkContext: "outside",
    spool,
    enter: (played) => enter(pbx, played),
    close: () => pbx.stop(),
  };
}

async function enter(pbx: Asterisk, { a, b, at, voices }: ProgramCase) {
  const ofA = ENDPOINTS.a[at.a];
  const ofB = ENDPOINTS.b[at.b];
  const phones = {
    a: await phone(pbx, ofA.phone, a),
    b: await phone(pbx, ofB.phone, b),
  };
  return {
    a: a.does === "absent" ? ofA.absent : ofA.party,
    b: b?.does === "absent" ? ofB.absent : ofB.party,
    shown: (party: "a" | "b") => shownTo(phones[party]),
    async leave() {
      await Promise.all(Object.values(phones).map((each) => each?.stop()));
      const { a: mine, b: other } = phones;
      if (voices === true && !(mine && other && hearEachOther(mine, other)))
        throw new Error("the two did not hear each other");
    },
  };
}

/** From of every request that reached the phone. */
function shownTo(phone: Phone | undefined) {
  const froms = (phone?.messages() ?? []).flatMap((message) =>
    message.method === "INVITE" && message.direction === "received"
      ? (message.headers.from ?? "")
      : [],
  );
  return froms.map((from) => {
    const [, name = "", number = ""] =
      /^"?([^"<]*?)"?\s*<sip:([^@>]*)@/.exec(from) ?? [];
    return { number, name };
  });
}

async function phone(
  pbx: Asterisk,
  endpoint: Endpoint,
  play: Play | undefined,
): Promise<Phone | undefined> {
  const port = pbx.contacts[endpoint][0];
  if (play === undefined || play.does === "absent" || port === undefined)
    return undefined;
  return await startPhone({
    kind: KINDS[play.does],
    port,
    sipp: pbx.sipp,
    ringMs: 100,
    ...(play.talkMs !== undefined && { talkMs: play.talkMs }),
  });
}
