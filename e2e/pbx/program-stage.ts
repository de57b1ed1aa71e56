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

/** An account with two phones. */
const TWO_PHONES = "erin";

function accountOf(ports: readonly number[]): string {
  return [
    `[${TWO_PHONES}](phone)`,
    `aors = ${TWO_PHONES}`,
    `[${TWO_PHONES}](place)`,
    ...ports.map((port) => `contact = sip:${TWO_PHONES}@127.0.0.1:${port}`),
  ].join("\n");
}

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
  const pair = [await freeUdpPort(), await freeUdpPort()];
  const pbx = await startAsterisk({
    suite,
    extraExtensions: OTHER_CUSTOMER,
    extraAccounts: accountOf(pair),
    // One phone only: of two, Dial to a number at the endpoint takes either.
    contacts: { carol: [await freeUdpPort()] },
  });
  const spool = join(pbx.dir, "recordings");
  await mkdir(spool);
  return {
    options: amiOptions(pbx),
    trunkContext: "outside",
    spool,
    enter: (played) => enter(pbx, pair, played),
    close: () => pbx.stop(),
  };
}

async function enter(
  pbx: Asterisk,
  pair: readonly number[],
  { a, b, at, second, voices }: ProgramCase,
) {
  const ofA = ENDPOINTS.a[at.a];
  const ofB = ENDPOINTS.b[at.b];
  const portsOf = (role: "a" | "b", { phone }: { phone: Endpoint }) =>
    second === role ? pair : pbx.contacts[phone];
  const phones = {
    a: await startPhones(pbx, portsOf("a", ofA), a, second === "a"),
    b: await startPhones(pbx, portsOf("b", ofB), b, second === "b"),
  };
  const two: Party = { kind: "endpoint", endpoint: TWO_PHONES };
  return {
    a: second === "a" ? two : a.does === "absent" ? ofA.absent : ofA.party,
    b: second === "b" ? two : b?.does === "absent" ? ofB.absent : ofB.party,
    shown: (party: "a" | "b") => phones[party].flatMap(shownTo),
    rung: (party: "a" | "b") =>
      phones[party].filter((each) => shownTo(each).length > 0).length,
    async leave() {
      const all = [...phones.a, ...phones.b];
      await Promise.all(all.map((each) => each.stop()));
      const [mine, other] = [phones.a.at(-1), phones.b.at(-1)];
      if (voices === true && !(mine && other && hearEachOther(mine, other)))
        throw new Error("the two did not hear each other");
    },
  };
}

/** From of every request that reached the phone. */
function shownTo(phone: Phone) {
  const froms = phone
    .messages()
    .flatMap((message) =>
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

/** Those of one party, who answers last: with two the first does what is told, and the second answers. */
async function startPhones(
  pbx: Asterisk,
  [port, secondPort]: readonly number[],
  play: Play | undefined,
  isPair: boolean,
): Promise<Phone[]> {
  if (play === undefined || play.does === "absent" || port === undefined)
    return [];
  const first = await startPhone({
    kind: KINDS[play.does],
    port,
    sipp: pbx.sipp,
    ringMs: 100,
    ...(play.talkMs !== undefined && { talkMs: play.talkMs }),
  });
  if (!isPair || secondPort === undefined) return [first];
  const second = await startPhone({
    ...{ kind: KINDS.answers, port: secondPort, sipp: pbx.sipp, ringMs: 300 },
  });
  return [first, second];
}
