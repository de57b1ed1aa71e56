/** What `pbx/asterisk` needs of an AMI connection. Two words more than a socket: actions with answers, and events. */

/** Header order is kept; a record value becomes one `Variable: NAME=value` line an entry. undefined is left out. */
export type AmiAction = {
  readonly action: string;
  readonly headers?: Readonly<
    Record<string, string | number | boolean | undefined>
  >;
  /** Channel variables; names `^_{0,2}[A-Z0-9_]+$`, from our own fixed list. */
  readonly variables?: Readonly<Record<string, string | number>>;
};

/** One message of the wire. Header names are matched without case. */
export interface AmiMessage {
  /** The first value of a header. */
  get(name: string): string | undefined;
  /** Every value of a repeated header, in order. */
  all(name: string): readonly string[];
}

export type AmiErrorKind =
  /** not connected, or too many actions wait already: nothing was sent. Or the connection went while waiting: it may be carried out */
  | "down"
  /** no answer in time; the PBX may still carry the action out */
  | "timeout"
  /** `Response: Error`; `message` is Asterisk's own. Or a list that was cancelled, or is longer than `maxListItems` */
  | "rejected"
  /** the action cannot be sent safely (CR, LF, NUL, too long, bad name); nothing was sent */
  | "unsafe";

export class AmiError extends Error {
  readonly kind: AmiErrorKind;
  constructor(kind: AmiErrorKind, message: string) {
    super(message);
    this.name = "AmiError";
    this.kind = kind;
  }
}

export type AmiState = "connecting" | "up" | "down";

export type AmiStats = {
  actions: number;
  timeouts: number;
  events: number;
  parseDrops: number;
  connects: number;
};

export type AmiOptions = {
  host: string;
  port: number;
  username: string;
  secret: string;
  /** undefined: cleartext. `ca` is PEM text. */
  tls?: { ca?: string; servername?: string };
  /** "md5" logs in by challenge, so that the secret is not sent. */
  auth: "plain" | "md5";
  connectTimeoutMs: number;
  actionTimeoutMs: number;
  pingIntervalMs: number;
  pingTimeoutMs: number;
  backoffMinMs: number;
  backoffMaxMs: number;
  /** A refused login is tried again this slowly: hammering would only fill the PBX's log and its ban list. */
  refusedRetryMs: number;
  maxMessageBytes: number;
  maxPending: number;
  /** a list beyond it is refused as a whole; its rest is read over */
  maxListItems: number;
};

export interface AmiTransport {
  readonly state: AmiState;
  /** Why it is not up, for health and log; never holds a secret. */
  readonly detail: string | undefined;
  stats(): AmiStats;
  start(): void;
  stop(): Promise<void>;
  /** Settles with the answer; rejects with `AmiError`, at once while not up. */
  send(action: AmiAction, timeoutMs?: number): Promise<AmiMessage>;
  /** For actions that answer with a list: its events up to `EventList: Complete`. */
  list(action: AmiAction, timeoutMs?: number): Promise<AmiMessage[]>;
  /** Every event in wire order, after the answers that stood before it. */
  onEvent(listener: (event: AmiMessage) => void): void;
  onState(listener: (state: AmiState) => void): void;
}
