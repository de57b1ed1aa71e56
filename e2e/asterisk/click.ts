import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type Ami, type AmiMessage, connectAmi } from "./ami.ts";
import {
  type Asterisk,
  type AsteriskOptions,
  type Endpoint,
  startAsterisk,
} from "./asterisk.ts";
import { type Phone, type PhoneOptions, startPhone } from "./phones.ts";

const NUDGE_MS = 1_000;

/** What the gateway would send for one click; everything but the destination has a default. */
interface ClickOptions {
  readonly destination: string;
  /** Default "alice"; the extension is hers too unless given. */
  readonly endpoint?: string;
  readonly extension?: string;
  /** Seconds; default 10. */
  readonly dialTimeout?: number;
  /** Milliseconds; default 60 000. */
  readonly maxDuration?: number;
  /** Milliseconds of the Originate itself; default dialTimeout + 5 s. */
  readonly originateTimeout?: number;
  readonly context?: string;
  readonly callerName?: string;
  readonly optimize?: boolean;
}

/** A call in the lab, seen as the gateway sees it. */
export interface Click {
  readonly iden: string;
  /** The leg's report, seen or to come. */
  report(leg: "a" | "b", timeoutMs?: number): Promise<AmiMessage>;
  /** "<DialStatus> <Cause>" of every report of the leg so far. */
  reports(leg: "a" | "b"): string[];
  /** The leg's entry in AstDB, looked for in today's and yesterday's bucket. */
  stored(leg: "a" | "b"): Promise<string | undefined>;
  /** Settles when no channel of the call is left and late events have had time to come. */
  over(timeoutMs?: number): Promise<void>;
  /** AMI Hangup of the call. */
  hangUp(cause?: number): Promise<AmiMessage>;
}

/** One Asterisk for a whole describe block, with its phones and an AMI connection. */
export interface Bench {
  readonly pbx: Asterisk;
  readonly ami: Ami;
  /** Starts a phone on the endpoint's contact (carol has two: 0 and 1); it is stopped after the test. */
  phone(
    endpoint: Endpoint,
    options: Omit<PhoneOptions, "port" | "sipp">,
    contact?: number,
  ): Promise<Phone>;
  click(options: ClickOptions): Promise<Click>;
}

/** AMI cuts a Variable line at commas, each piece a variable of its own, and drops quotes and backslashes. */
function escaped(value: string): string {
  return value.replace(/[\\",]/g, "\\$&");
}

let counter = 0;

/** To be called inside `describe`: starts before its tests, stops after them. */
export function bench(options: AsteriskOptions): Bench {
  let pbx: Asterisk;
  let ami: Ami;
  const phones: Phone[] = [];
  beforeAll(async () => {
    pbx = await startAsterisk(options);
    ami = await connectAmi(pbx.ami);
  });
  afterEach(async () => {
    await Promise.all(phones.splice(0).map((phone) => phone.stop()));
  });
  afterAll(async () => {
    ami.close();
    await pbx.stop();
  });
  return {
    get pbx() {
      return pbx;
    },
    get ami() {
      return ami;
    },
    async phone(endpoint, phoneOptions, contact = 0) {
      const port = pbx.contacts[endpoint][contact];
      if (port === undefined) throw new Error(`${endpoint} has no phone`);
      const phone = await startPhone({ ...phoneOptions, port, sipp: pbx.sipp });
      phones.push(phone);
      return phone;
    },
    click: (clickOptions) => place(ami, clickOptions),
  };
}

async function place(ami: Ami, options: ClickOptions): Promise<Click> {
  const iden = `lab_${process.pid}-${++counter}`;
  const { destination } = options;
  const seconds = options.dialTimeout ?? 10;
  const variables: Record<string, string> = {
    C2DENDPOINT: options.endpoint ?? "alice",
    ORIGINATE_EXTEN: options.extension ?? "101",
    DIAL_TIMEOUT: String(seconds),
    MAX_DURATION: String(options.maxDuration ?? 60_000),
    ...(options.context === undefined ? {} : { C2DCONTEXT: options.context }),
    ...(options.callerName === undefined
      ? {}
      : { C2DCALLERNAME: options.callerName }),
    __CLICK2DIALIDEN: iden,
  };
  const answer = await ami.send([
    ["Action", "Originate"],
    [
      "Channel",
      `Local/${destination}@click2dial-user${options.optimize ? "" : "/n"}`,
    ],
    ["Context", "click2dial-target"],
    ["Exten", destination],
    ["Priority", "1"],
    ["CallerID", options.extension ?? "101"],
    ["Timeout", String(options.originateTimeout ?? (seconds + 5) * 1000)],
    ["ChannelId", iden],
    ["OtherChannelId", `${iden}-2`],
    ["Async", "true"],
    ...Object.entries(variables).map(
      ([name, value]) => ["Variable", `${name}=${escaped(value)}`] as const,
    ),
  ]);
  if (answer.Response !== "Success")
    throw new Error(`Originate: ${answer.Message}`);

  const isReport = (leg: "a" | "b") => (event: AmiMessage) =>
    event.UserEvent === "RingbackLeg" &&
    event.Iden === iden &&
    event.Leg === leg;
  const ours = (event: AmiMessage) =>
    event.Linkedid === iden || event.Linkedid === `${iden}-2`;
  return {
    iden,
    report: (leg, timeoutMs) =>
      ami.waitFor(`report of leg ${leg}`, isReport(leg), timeoutMs),
    reports: (leg) =>
      ami.events
        .filter(isReport(leg))
        .map((event) => `${event.DialStatus} ${event.Cause}`),
    async stored(leg) {
      const today = Math.floor(Date.now() / 86_400_000);
      for (const day of [today, today - 1]) {
        const answer = await ami.send([
          ["Action", "DBGet"],
          ["Family", `ringback/${day % 3}`],
          ["Key", `${iden}-${leg}`],
        ]);
        if (answer.Response !== "Success") continue;
        const found = await ami.waitFor(
          "DBGetResponse",
          (event) =>
            event.Event === "DBGetResponse" &&
            event.ActionID === answer.ActionID,
        );
        return found.Val;
      }
      return undefined;
    },
    async over(timeoutMs = 8000) {
      const deadline = Date.now() + timeoutMs;
      let nudge = Date.now() + NUDGE_MS;
      const count = (name: string) =>
        ami.events.filter((event) => event.Event === name && ours(event))
          .length;
      while (
        count("Newchannel") === 0 ||
        count("Newchannel") > count("Hangup")
      ) {
        if (Date.now() > deadline) {
          const last = ami.events.slice(-20).map((e) => e.Event);
          throw new Error(
            `call ${iden} is not over after ${timeoutMs} ms: ${last.join(" ")}`,
          );
        }
        await sleep(20);
        // Now and then Asterisk keeps the last event until something else moves its connection.
        if (Date.now() > nudge) {
          nudge += NUDGE_MS;
          await ami.send([["Action", "Ping"]]);
        }
      }
      await sleep(80);
    },
    hangUp: (cause) =>
      ami.send([
        ["Action", "Hangup"],
        ["Channel", iden],
        ...(cause === undefined ? [] : [["Cause", String(cause)] as const]),
      ]),
  };
}
