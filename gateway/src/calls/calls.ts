import type { CallView } from "@ringback/shared/call/view.ts";
import type { DialPolicy } from "../dialing/policy.ts";
import type { DialRules } from "../dialing/rules.ts";
import { type Pbx, type PbxChooser, UnresolvedPbx } from "../pbx/port.ts";
import type { OnceStore } from "../store/once/port.ts";
import type { DeadlineLimits } from "./deadline.ts";
import { DomainError } from "./errors.ts";
import { isLive } from "./machine.ts";
import { asDomainError, Originator } from "./originator.ts";
import type { Pause } from "./pause.ts";
import { admitDestination, newCall, type PlaceRequest } from "./place.ts";
import { type Snapshot, viewOf } from "./snapshot.ts";
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
  pause: Pick<Pause, "check">;
  /** by name */
  pbxs: ReadonlyMap<string, Pbx>;
  chooser: PbxChooser;
  rules: DialRules;
  policy: DialPolicy;
  originateLimits: OriginateLimits;
  deadlines: DeadlineLimits;
  now: () => number;
  /** for what has no caller to tell */
  onFault: (what: string, fault: unknown, callId?: string) => void;
};

const MINUTE_MS = 60_000;
/** Places and ends calls: the only way in, whichever door was used. */
export class Calls {
  readonly #o: CallsOptions;
  readonly #originator: Originator;

  constructor(options: CallsOptions) {
    this.#o = options;
    this.#originator = new Originator(options);
  }

  /**
   * Places a call; resolves when the PBX has accepted it. Throws DomainError: `paused`, `invalid_destination`, `dial_refused_…`,
   * `originate_limit` (rate), `iden_in_use`, `phone_ringing`, or kind `pbx` when the PBX is known not to ring.
   */
  async place(
    request: PlaceRequest,
  ): Promise<{ callId: string; iden: string }> {
    const { rules, policy, deadlines, now, writer, pause } = this.#o;
    await pause.check();
    const destination = admitDestination(
      request.destination,
      request.terminal,
      rules,
      policy,
    );
    const [pbx, ...others] = await this.#pbxsFor(request.terminal.domain);
    await this.#hitLimits(request);
    const call = newCall(request, destination, pbx.name, now(), deadlines);
    // Held until the PBX has answered: no move may overtake the acknowledgement.
    return await writer.exclusively(call.id, async () => {
      await writer.create(call);
      await this.#originator.originate(call, pbx, others);
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
    // Together, so that the database writes both in one commit.
    const hits = await Promise.all([
      once.hit(
        `originate:user:${terminal.userId}`,
        MINUTE_MS,
        limits.perMinutePerUser,
      ),
      once.hit(
        `originate:workspace:${terminal.workspaceId}`,
        MINUTE_MS,
        limits.perMinutePerWorkspace,
      ),
    ]);
    const refused = hits.find((hit) => !hit.allowed);
    if (refused === undefined) return;
    throw new DomainError("rate", "originate_limit", "too many calls", {
      retryAfterSeconds: Math.ceil(refused.retryAfterMs / 1000),
    });
  }

  /** Those that are up, first choice first. */
  async #pbxsFor(domain: string): Promise<[Pbx, ...Pbx[]]> {
    const served = await this.#o.chooser
      .choose(domain)
      .catch((fault: unknown) => {
        throw fault instanceof UnresolvedPbx ? unresolved(fault) : fault;
      });
    const [first, ...others] = served.filter(
      (each) => each.health().state === "up",
    );
    if (first !== undefined) return [first, ...others];
    throw new DomainError("pbx", "pbx_down", "could not originate call");
  }
}

function unresolved(cause: UnresolvedPbx): DomainError {
  return new DomainError(
    "pbx",
    "pbx_unresolved",
    "could not resolve application server",
    { cause },
  );
}
