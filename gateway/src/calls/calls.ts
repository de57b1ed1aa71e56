import type { CallView } from "@ringback/shared/call/view.ts";
import type { DialPolicy } from "../dialing/policy.ts";
import type { DialRules } from "../dialing/rules.ts";
import { type Move, type Pbx, PbxError } from "../pbx/port.ts";
import type { OnceStore } from "../store/once/port.ts";
import type { DeadlineLimits } from "./deadline.ts";
import { DomainError } from "./errors.ts";
import { isLive } from "./machine.ts";
import {
  admitDestination,
  newCall,
  PHONE_TEST_CONTEXT,
  type PlaceRequest,
} from "./place.ts";
import { type CallRow, type Snapshot, viewOf } from "./snapshot.ts";
import type { CallStore } from "./store.ts";
import type { CallWriter } from "./writer.ts";

export type OriginateLimits = {
  perMinutePerUser: number;
  perMinutePerWorkspace: number;
};

export type CallsOptions = {
  store: CallStore;
  writer: CallWriter;
  once: OnceStore;
  /** by name */
  pbxs: ReadonlyMap<string, Pbx>;
  /** AoR domain in lower case → names of PBXs, in order of preference */
  domains: ReadonlyMap<string, readonly string[]>;
  rules: DialRules;
  policy: DialPolicy;
  originateLimits: OriginateLimits;
  deadlines: DeadlineLimits;
  now: () => number;
  /** for what has no caller to tell */
  onFault: (what: string, fault: unknown, callId?: string) => void;
};

const MINUTE_MS = 60_000;
const REFUSAL_REASONS = {
  down: "pbx_unavailable",
  unreachable: "a_unreachable",
  context_missing: "pbx_refused",
  refused: "pbx_refused",
  invalid: "pbx_refused",
} as const;

/** Places and ends calls: the only way in, whichever door was used. */
export class Calls {
  readonly #o: CallsOptions;

  constructor(options: CallsOptions) {
    this.#o = options;
  }

  /**
   * Places a call; resolves when the PBX has accepted it. Throws DomainError: `invalid_destination`, `dial_refused_…`,
   * `originate_limit` (rate), `iden_in_use`, or kind `pbx` when the PBX is known not to ring.
   */
  async place(
    request: PlaceRequest,
  ): Promise<{ callId: string; iden: string }> {
    const { rules, policy, deadlines, now, writer } = this.#o;
    const destination = admitDestination(
      request.destination,
      request.terminal,
      rules,
      policy,
    );
    const pbx = this.#pbxFor(request.terminal.domain);
    await this.#hitLimits(request);
    const call = newCall(request, destination, pbx.name, now(), deadlines);
    // Held until the PBX has answered: no move may overtake the acknowledgement.
    return await writer.exclusively(call.id, async () => {
      await writer.create(call);
      await this.#originate(pbx, call);
      return { callId: call.id, iden: call.iden };
    });
  }

  /** Orders the end of a live call. Throws DomainError `call_not_found`, `ended`, or kind `pbx` where the PBX cannot be told now; then its deadline tells it. */
  async end(callId: string): Promise<void> {
    const { writer, pbxs } = this.#o;
    const call = await writer.exclusively(callId, async () => {
      const before = await writer.need(callId);
      if (!isLive(before.call.state)) {
        throw new DomainError(
          "conflict",
          "ended",
          "the call has ended already",
        );
      }
      await writer.markEnding(before, "user");
      return before.call;
    });
    try {
      await pbxs.get(call.pbx)?.hangup(call.iden);
    } catch (fault) {
      throw asDomainError(fault, "the telephone system cannot be told now");
    }
  }

  /** A call by id, live or ended. */
  async find(callId: string): Promise<Snapshot | undefined> {
    return await this.#o.store.find(callId);
  }

  /** The user's live calls, and an event number that all of them include. */
  async liveOf(userId: string): Promise<{ calls: CallView[]; seq: number }> {
    const { live, seq } = await this.#o.store.liveOf(userId);
    return { calls: live.map(viewOf), seq };
  }

  async #hitLimits({ terminal }: PlaceRequest): Promise<void> {
    const { once, originateLimits: limits } = this.#o;
    const hits = [
      await once.hit(
        `originate:user:${terminal.userId}`,
        MINUTE_MS,
        limits.perMinutePerUser,
      ),
      await once.hit(
        `originate:workspace:${terminal.workspaceId}`,
        MINUTE_MS,
        limits.perMinutePerWorkspace,
      ),
    ];
    const refused = hits.find((hit) => !hit.allowed);
    if (refused === undefined) return;
    throw new DomainError("rate", "originate_limit", "too many calls", {
      retryAfterSeconds: Math.ceil(refused.retryAfterMs / 1000),
    });
  }

  #pbxFor(domain: string): Pbx {
    const names = this.#o.domains.get(domain.toLowerCase()) ?? [];
    const pbxs = names.flatMap((name) => this.#o.pbxs.get(name) ?? []);
    const pbx = pbxs.find((each) => each.health().state === "up");
    if (pbx !== undefined) return pbx;
    throw new DomainError("pbx", "pbx_down", "could not originate call");
  }

  async #originate(pbx: Pbx, call: CallRow): Promise<void> {
    const { writer, now, onFault } = this.#o;
    try {
      await pbx.originate({
        iden: call.iden,
        endpoint: call.endpoint,
        extension: call.extension,
        dialString: call.dial_string,
        dialTimeoutSeconds: call.dial_timeout_s,
        maxDurationMs: call.max_duration_ms,
        optimize: call.optimize === 1,
        ...(call.dial_string === call.extension && {
          context: PHONE_TEST_CONTEXT,
        }),
      });
    } catch (fault) {
      if (fault instanceof PbxError) await this.#refused(pbx, call, fault);
      throw asDomainError(fault, "could not originate call");
    }
    const ringing = {
      at: now(),
      state: "alerting_a",
      legs: [{ role: "a", state: "dialing" }],
    } as const;
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

  /** Only inside the call's queue. */
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

function asDomainError(fault: unknown, message: string): unknown {
  return fault instanceof PbxError
    ? new DomainError("pbx", `pbx_${fault.kind}`, message, { cause: fault })
    : fault;
}
