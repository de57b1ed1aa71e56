import type { CallView } from "@ringback/shared/call/view.ts";
import type { DialPolicy } from "../dialing/policy.ts";
import type { DialRules } from "../dialing/rules.ts";
import type { Pbx, PbxChooser } from "../pbx/port.ts";
import { type Durability, durably } from "../store/durability.ts";
import type { OnceStore } from "../store/once/port.ts";
import type { DeadlineLimits } from "./deadline.ts";
import { DomainError } from "./errors.ts";
import { hangUp } from "./hang-up.ts";
import { isLive } from "./machine.ts";
import {
  hitOriginateLimits,
  type LimitOf,
  type OriginateLimits,
} from "./originate-limits.ts";
import { asDomainError, Originator } from "./originator.ts";
import type { Pause } from "./pause.ts";
import { pbxsUp } from "./pbxs-up.ts";
import { admitDestination, newCall, type PlaceRequest } from "./place.ts";
import { type ClientPlaceRequest, ProgramCalls } from "./place-for-client.ts";
import { type Snapshot, viewOf } from "./snapshot.ts";
import type { CallStore } from "./store.ts";
import type { CallWriter } from "./writer.ts";

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

/** Places and ends calls: the only way in, whichever door was used. */
export class Calls {
  readonly #o: CallsOptions;
  readonly #originator: Originator;
  readonly #programs: ProgramCalls;

  constructor(options: CallsOptions) {
    this.#o = options;
    this.#originator = new Originator(options);
    this.#programs = new ProgramCalls(options, this.#originator);
  }

  /**
   * Places a call; resolves when the PBX has accepted it. Throws DomainError: `paused`, `invalid_destination`, `dial_refused_…`,
   * `originate_limit` (rate), `iden_in_use`, `phone_ringing`, or kind `pbx` when the PBX is known not to ring.
   */
  async place(
    request: PlaceRequest,
  ): Promise<{ callId: string; iden: string }> {
    return request.durability === undefined
      ? await durably((durability) => this.#place(request, durability))
      : await this.#place(request, request.durability);
  }

  /** Places a call for a program; resolves when it is written, before anything rings. Throws as `ProgramCalls.place`. */
  async placeForClient(request: ClientPlaceRequest): Promise<Snapshot> {
    return await this.#programs.place(request);
  }

  /** Orders the end of a live call. Throws DomainError `call_not_found`, `ended`, or kind `pbx` where the PBX cannot be told now; then it is told when it is back. */
  async end(callId: string): Promise<void> {
    const { writer } = this.#o;
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
      await hangUp(call, this.#o);
    } catch (fault) {
      throw asDomainError(
        fault,
        "the telephone system cannot be told now: the call is ended as soon as it is back",
      );
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

  async #place(
    request: PlaceRequest,
    durability: Durability,
  ): Promise<{ callId: string; iden: string }> {
    const { rules, policy, deadlines, now, writer, pause } = this.#o;
    const { chooser, once, originateLimits } = this.#o;
    await pause.check();
    const destination = admitDestination(
      request.destination,
      request.terminal,
      rules,
      policy,
    );
    const { userId, workspaceId, domain } = request.terminal;
    const [pbx, ...others] = await pbxsUp(chooser, domain);
    const limits: LimitOf[] = [
      [`user:${userId}`, originateLimits.perMinutePerUser],
      [`workspace:${workspaceId}`, originateLimits.perMinutePerWorkspace],
    ];
    await hitOriginateLimits(once, limits, durability);
    const call = newCall(request, destination, pbx.name, now(), deadlines);
    // Held until the PBX has answered: no move may overtake the acknowledgement.
    return await writer.exclusively(call.id, async () => {
      const written = Promise.all([writer.create(call), durability.reached()]);
      await this.#originator.originate(call, pbx, others, { written });
      return { callId: call.id, iden: call.iden };
    });
  }
}
