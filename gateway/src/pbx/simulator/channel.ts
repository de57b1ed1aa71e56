import type { Fields } from "./ami-message.ts";
import type { Bridge } from "./bridge.ts";

/** Asterisk's channel states that occur here, by number. */
const CHANNEL_STATES = {
  0: "Down",
  4: "Ring",
  5: "Ringing",
  6: "Up",
} as const;
export type ChannelState = keyof typeof CHANNEL_STATES;

export type CallerId = { number: string; name: string };

const UNKNOWN_CALLER: CallerId = {
  number: "<unknown>",
  name: "<unknown>",
};

/** One channel with what AMI tells of it in every event. */
export class Channel {
  readonly name: string;
  readonly uniqueId: string;
  readonly linkedId: string;
  state: ChannelState;
  caller: CallerId = UNKNOWN_CALLER;
  connected: CallerId = UNKNOWN_CALLER;
  context: string;
  exten: string;
  application = "";
  applicationData = "";
  bridge: Bridge | undefined;
  readonly variables = new Map<string, string>();
  readonly createdAt = Date.now();
  /** What an AMI Hangup does to it; set by the call it belongs to. */
  onHangupOrder: (cause: number | undefined) => void = () => {};
  /** Called once when it is gone. */
  onClosed: () => void = () => {};

  constructor(
    name: string,
    uniqueId: string,
    linkedId: string,
    state: ChannelState,
    at: { context: string; exten: string },
  ) {
    this.name = name;
    this.uniqueId = uniqueId;
    this.linkedId = linkedId;
    this.state = state;
    this.context = at.context;
    this.exten = at.exten;
  }

  /** Its snapshot, with `prefix` before every header name. */
  fields(prefix = ""): Fields {
    return [
      [`${prefix}Channel`, this.name],
      [`${prefix}ChannelState`, this.state],
      [`${prefix}ChannelStateDesc`, CHANNEL_STATES[this.state]],
      [`${prefix}CallerIDNum`, this.caller.number],
      [`${prefix}CallerIDName`, this.caller.name],
      [`${prefix}ConnectedLineNum`, this.connected.number],
      [`${prefix}ConnectedLineName`, this.connected.name],
      [`${prefix}Language`, "en"],
      [`${prefix}AccountCode`, ""],
      [`${prefix}Context`, this.context],
      [`${prefix}Exten`, this.exten],
      [`${prefix}Priority`, 1],
      [`${prefix}Uniqueid`, this.uniqueId],
      [`${prefix}Linkedid`, this.linkedId],
    ];
  }
}
