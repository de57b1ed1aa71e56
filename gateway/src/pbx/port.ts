/** The port between calls and a telephone system. `calls/` knows only this file; `asterisk/` implements it. */
import type {
  CallState,
  EndedBy,
  EndReason,
  LegRole,
  LegState,
  Outcome,
  Substate,
} from "@ringback/shared/call/states.ts";

export type OriginateRequest = {
  /** Channel id of leg 1 and name of the call at the PBX, `^[A-Za-z0-9_-]{1,32}$`; `<iden>-2` is used as well. */
  iden: string;
  /** The endpoint whose every contact rings as leg A. */
  endpoint: string;
  /** Caller number shown to the other party: the user's own extension. */
  extension: string;
  callerName?: string;
  /** What the PBX dials as leg B: already through policy and dial rules. */
  dialString: string;
  dialTimeoutSeconds: number;
  maxDurationMs: number;
  /** Let the PBX take its Local channel out of the talking call. */
  optimize: boolean;
  /** Dialplan context entered for leg B; absent: the endpoint's own. */
  context?: string;
  /** Present: placed by a program, and leg B is dialled from our own context, so that limits, masks and recording hold on any PBX. */
  program?: ProgramOrder;
  /** This PBX was asked for the parties' availability a moment ago: it is not asked again. */
  isAvailable?: boolean;
};

/** Somebody a PBX can ring: an endpoint of its own, or an outside number through its trunk. */
export type Party =
  | { kind: "endpoint"; endpoint: string }
  | { kind: "outside"; dialString: string };

export type ProgramOrder = {
  a: Party;
  b: Party;
  /** Caller id number that each party's phone shows. */
  shownToA: string;
  shownToB: string;
  /** Absent: not recorded. `name` is of the file, without folder or ending, `^[A-Za-z0-9_-]{1,64}$`. */
  recording?: { name: string; beep: boolean };
  /** For how long leg B rings. */
  bTimeoutSeconds: number;
};

/** `unknown`: the PBX cannot say, e.g. of an outside number. */
export type Availability = "available" | "unavailable" | "unknown";

/** `down`: nothing was sent. `timeout`: sent, and nobody knows whether it was carried out. `no_trunk`: this PBX is set up to ring nobody outside. */
export type PbxErrorKind =
  | "down"
  | "timeout"
  | "refused"
  | "context_missing"
  | "no_trunk"
  | "unreachable"
  | "invalid";

/** Why an order to the PBX was not carried out. `message` is for the log, never for a client. */
export class PbxError extends Error {
  readonly kind: PbxErrorKind;
  constructor(kind: PbxErrorKind, message: string) {
    super(message);
    this.name = "PbxError";
    this.kind = kind;
  }
}

export type LegChange = {
  role: LegRole;
  state: LegState;
  channel?: string;
  uniqueId?: string;
  /** Q.850 */
  cause?: number;
  dialStatus?: string;
};

export type CallEnd = {
  outcome: Outcome;
  reason: EndReason;
  by: EndedBy;
  /** Q.850; undefined where the PBX named none. */
  cause?: number;
  /** The time is when it was found out, not when it happened. */
  approximate?: boolean;
};

/** One thing that happened to a call at the PBX. `at` is epoch milliseconds. Everything in it is applied together. */
export type Move = {
  at: number;
  state?: Exclude<CallState, "created" | "ended">;
  substate?: Substate;
  legs?: readonly LegChange[];
  end?: CallEnd;
};

/** What the gateway believes of a call when it asks the PBX to reconcile it. */
export type BelievedCall = {
  iden: string;
  endpoint: string;
  state: CallState;
  /** both parties have talked */
  answered: boolean;
  legs: readonly { role: LegRole; state: LegState }[];
  /** epoch milliseconds */
  createdAt: number;
};

export type PbxHealth = {
  state: "up" | "connecting" | "down";
  /** epoch milliseconds of the last change of `state` */
  since: number;
  version?: string;
  detail?: string;
};

/** It cannot be said which PBX serves a domain now. `message` is for the log, never for a client. */
export class UnresolvedPbx extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "UnresolvedPbx";
  }
}

export interface PbxChooser {
  /** The PBXs that may take a new call of this domain, first choice first, up or not. Rejects with `UnresolvedPbx`. */
  choose(domain: string): Promise<readonly Pbx[]>;
}

export interface Pbx {
  readonly name: string;
  health(): PbxHealth;
  start(): void;
  stop(): Promise<void>;
  /**
   * Resolves when the PBX has accepted the order; rejects with `PbxError` and then nothing rings. A timeout may ring: reconcile.
   * It is ordered, or refused, only once `written` has resolved; where that rejects, so does this, and nothing is ordered.
   */
  originate(
    request: OriginateRequest,
    written?: Promise<unknown>,
  ): Promise<void>;
  /** Whether these parties could be rung now: registered, and dialled by the PBX. Rejects with `PbxError` `down`, `context_missing` or `no_trunk`. */
  availability(query: {
    a: Party;
    b: Party;
  }): Promise<{ a: Availability; b: Availability }>;
  /** Hangs up every channel of the call; resolves also where none is left. Rejects with `PbxError`. */
  hangup(iden: string): Promise<void>;
  /** Finds out what became of these calls and reports it as moves; a call that is gone gets its `end`. Rejects with `PbxError` when the PBX cannot be asked. */
  reconcile(calls: readonly BelievedCall[]): Promise<void>;
  /** Called in the order things happened at the PBX. */
  onMove(listener: (iden: string, move: Move) => void): void;
  /** Called after every login: events may have been missed. */
  onUp(listener: () => void): void;
}
