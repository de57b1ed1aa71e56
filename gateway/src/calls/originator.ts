import {
  type Move,
  type OriginateRequest,
  type Pbx,
  PbxError,
  type PbxErrorKind,
  type ProgramOrder,
} from "../pbx/port.ts";
import type { DeadlineLimits } from "./deadline.ts";
import { DomainError } from "./errors.ts";
import { PHONE_TEST_CONTEXT } from "./place.ts";
import type { CallRow } from "./snapshot.ts";
import type { CallWriter } from "./writer.ts";

export type OriginatorOptions = {
  writer: CallWriter;
  deadlines: DeadlineLimits;
  now: () => number;
  /** for what has no caller to tell */
  onFault: (what: string, fault: unknown, callId?: string) => void;
};

const REFUSAL_REASONS = {
  down: "pbx_unavailable",
  unreachable: "a_unreachable",
  context_missing: "pbx_refused",
  no_trunk: "pbx_refused",
  refused: "pbx_refused",
  invalid: "pbx_refused",
} as const;

/** Another PBX may take what these refuse: nothing rings. What cannot be sent to one cannot be sent to any. */
const LEADS_ON: Record<PbxErrorKind, boolean> = {
  down: true,
  unreachable: true,
  context_missing: true,
  no_trunk: true,
  refused: true,
  invalid: false,
  timeout: false,
};

/** Has a PBX ring the user's phone, or the next one where it is sure that nothing rings yet. */
export class Originator {
  readonly #o: OriginatorOptions;

  constructor(options: OriginatorOptions) {
    this.#o = options;
  }

  /**
   * Only inside the call's queue. `others` are tried after `pbx`, in order; `isAvailable`: `pbx` has just said so.
   * Throws DomainError of kind `pbx`, or as `written`, before which nothing is ordered.
   */
  async originate(
    call: CallRow,
    pbx: Pbx,
    others: readonly Pbx[],
    {
      written,
      isAvailable = false,
    }: { written?: Promise<unknown>; isAvailable?: boolean } = {},
  ): Promise<void> {
    try {
      const order = { ...orderOf(call), ...(isAvailable && { isAvailable }) };
      await pbx.originate(order, written);
    } catch (fault) {
      if (!(fault instanceof PbxError)) throw fault;
      const [next, ...rest] = others;
      if (next !== undefined && this.#leadsOn(fault, call)) {
        this.#o.onFault(`originate at ${pbx.name}`, fault, call.id);
        // Before it is asked: after a crash it is the one that knows.
        await this.#o.writer.assign(call.id, next.name);
        await this.originate(call, next, rest);
        return;
      }
      await this.#refused(pbx, call, fault);
      throw asDomainError(fault, "could not originate call");
    }
    await this.#ringing(call);
  }

  #leadsOn({ kind }: PbxError, call: CallRow): boolean {
    const { now, deadlines } = this.#o;
    const waited = now() - call.created_at;
    return LEADS_ON[kind] && waited < deadlines.createdDeadlineMs;
  }

  async #ringing(call: CallRow): Promise<void> {
    const { writer, now, onFault } = this.#o;
    const ringing: Move = {
      at: now(),
      state: "alerting_a",
      legs: [{ role: "a", state: "dialing" }],
    };
    try {
      await writer.move(call.id, ringing);
    } catch (fault) {
      // The phone rings, whatever the database says: a refusal now would make the user click again.
      onFault("ringing", fault, call.id);
      this.#writeLater(call.id, ringing);
    }
  }

  #writeLater(callId: string, move: Move): void {
    const { writer, onFault } = this.#o;
    const write = () =>
      writer.exclusively(callId, () => writer.move(callId, move));
    writer.patiently(write).catch((fault: unknown) => {
      onFault("ringing", fault, callId);
    });
  }

  async #refused(pbx: Pbx, call: CallRow, fault: PbxError): Promise<void> {
    const { writer, now, onFault } = this.#o;
    if (fault.kind !== "timeout") {
      await writer.move(call.id, {
        at: now(),
        end: {
          outcome: "failed",
          reason: REFUSAL_REASONS[fault.kind],
          by: "pbx",
        },
      });
      return;
    }
    // Without an answer the phone may ring yet: the call stays until the PBX says that nothing is left of it.
    await writer.markEnding(await writer.need(call.id), "gateway");
    await pbx.hangup(call.iden).catch((later: unknown) => {
      onFault("hangup", later, call.id);
    });
  }
}

export function asDomainError(fault: unknown, message: string): unknown {
  return fault instanceof PbxError
    ? new DomainError("pbx", `pbx_${fault.kind}`, message, { cause: fault })
    : fault;
}

function orderOf(call: CallRow): OriginateRequest {
  const program = programOrder(call);
  return {
    iden: call.iden,
    endpoint: call.endpoint,
    extension: call.extension,
    dialString: call.dial_string,
    dialTimeoutSeconds: call.dial_timeout_s,
    maxDurationMs: call.max_duration_ms,
    optimize: call.optimize === 1,
    ...(program !== undefined && { program }),
    ...(program === undefined &&
      call.dial_string === call.extension && { context: PHONE_TEST_CONTEXT }),
  };
}

function programOrder(call: CallRow): ProgramOrder | undefined {
  const { client_id, a_dial, b_endpoint } = call;
  if (client_id === null) return undefined;
  return {
    a:
      a_dial === null
        ? { kind: "endpoint", endpoint: call.endpoint }
        : { kind: "outside", dialString: a_dial },
    b:
      b_endpoint === null
        ? { kind: "outside", dialString: call.dial_string }
        : { kind: "endpoint", endpoint: b_endpoint },
    shownToA: call.shown_to_a ?? "",
    shownToB: call.shown_to_b ?? "",
    bTimeoutSeconds: call.dial_timeout_s,
    ...(call.recording === 1 && {
      recording: { name: call.id, beep: call.recording_beep === 1 },
    }),
  };
}
