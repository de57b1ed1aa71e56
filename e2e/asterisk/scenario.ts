import { readFile } from "node:fs/promises";

/**
 * What a phone does with a call, always after ringing `ringMs`:
 * answers (and hangs up after `talkMs`, where given) · rings for ever · busy 486 · declines 603 · unavailable 480 ·
 * unknown 404 · overloaded 503 · redirects 302 to `target` · holds after `talkMs` for `holdMs` ·
 * transfers blindly to `target` after `talkMs` · tells who it is, `talkMs` after the answer, by UPDATE and by re-INVITE ·
 * dead: gives no SIP reply at all.
 */
export type PhoneKind =
  | "answers"
  | "rings"
  | "busy"
  | "declines"
  | "unavailable"
  | "unknown"
  | "overloaded"
  | "redirects"
  | "holds"
  | "transfers"
  | "tells"
  | "dead";

export interface PhoneBehaviour {
  readonly kind: PhoneKind;
  /** Milliseconds of ringing before the phone does what it does; default 100. */
  readonly ringMs?: number;
  /** Instead: it rings until `Phone.goOn`. */
  readonly isTold?: boolean;
  /** Milliseconds from the answer to what the phone does next. */
  readonly talkMs?: number;
  /** Milliseconds of hold; default 500. */
  readonly holdMs?: number;
  /** SIP URI for `redirects` and `transfers`. */
  readonly target?: string;
  /** Name and SIP URI that the phone says of itself, in P-Asserted-Identity and Remote-Party-ID of all it sends. */
  readonly identity?: string;
}

const FOR_EVER = 3_600_000;
const REJECTIONS: Partial<Record<PhoneKind, string>> = {
  busy: "486 Busy Here",
  declines: "603 Decline",
  unavailable: "480 Temporarily Unavailable",
  unknown: "404 Not Found",
  overloaded: "503 Service Unavailable",
  redirects: "302 Moved Temporarily",
};

/** One file of scenarios/ with the values that differ from step to step. */
type Part = readonly [file: string, values?: Readonly<Record<string, string>>];

function talking(ms: number): Part {
  return ["talking", { FOR_MS: String(ms) }];
}

function partsOf(behaviour: PhoneBehaviour): Part[] {
  const { kind, talkMs, holdMs = 500 } = behaviour;
  const ringing: Part = [behaviour.isTold === true ? "waiting" : "ringing"];
  if (REJECTIONS[kind] !== undefined) return [ringing, ["rejecting"]];
  const answered: Part[] = [ringing, ["answering"]];
  const end: Part[] = [talking(FOR_EVER), ["hanging-up"]];
  switch (kind) {
    case "holds":
      return [
        ...answered,
        talking(talkMs ?? 500),
        ["renegotiating", { DIRECTION: "sendonly" }],
        talking(holdMs),
        ["renegotiating", { DIRECTION: "sendrecv" }],
        ...end,
      ];
    case "tells":
      return [
        ...answered,
        talking(talkMs ?? 500),
        ["updating"],
        talking(300),
        ["renegotiating", { DIRECTION: "sendrecv" }],
        ...end,
      ];
    case "transfers":
      return [...answered, talking(talkMs ?? 500), ["referring"], ...end];
    default:
      return [...answered, talking(talkMs ?? FOR_EVER), ["hanging-up"]];
  }
}

/** Behind the header they follow: an empty line would end the headers. */
function identityLines(identity: string | undefined): string {
  if (identity === undefined) return "";
  return `\nP-Asserted-Identity: ${identity}\nRemote-Party-ID: ${identity};party=called;privacy=off`;
}

/** The SIPp scenario of a phone that is reached on `port` and hears on `mediaPort`, both of 127.0.0.1. */
export async function scenarioOf(
  behaviour: PhoneBehaviour,
  port: number,
  mediaPort: number,
): Promise<string> {
  const { kind, ringMs = 100 } = behaviour;
  const common: Readonly<Record<string, string>> = {
    USER: "phone",
    PORT: String(port),
    TAG: `phone${port}x`,
    RING_MS: String(kind === "rings" ? FOR_EVER : ringMs),
    STATUS: REJECTIONS[kind] ?? "",
    TARGET: behaviour.target ?? `sip:phone@127.0.0.1:${port}`,
    MEDIA_PORT: String(mediaPort),
    IDENTITY: identityLines(behaviour.identity),
  };
  const texts = await Promise.all(
    partsOf(behaviour).map(async ([file, values = {}], index) => {
      const url = new URL(`scenarios/${file}.xml`, import.meta.url);
      const known = { ...common, ...values, STEP: String(index) };
      return (await readFile(url, "utf8")).replace(
        /@([A-Z_]+)@/g,
        (placeholder, name: keyof typeof known) => known[name] ?? placeholder,
      );
    }),
  );
  return `<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="${kind}">
${texts.join("")}  <label id="over"/>
  <Reference variables="bracketed,invite,caller,self,peer"/>
</scenario>
`;
}
