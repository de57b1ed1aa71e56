import type { Destination } from "../dialing/rules.ts";
import { type Party, type Pbx, PbxError } from "../pbx/port.ts";
import { type Durability, durably } from "../store/durability.ts";
import type { Terminal } from "../terminals/port.ts";
import type { CallsOptions } from "./calls.ts";
import { refuseBeyond } from "./doubles.ts";
import { DomainError } from "./errors.ts";
import { hitOriginateLimits, type LimitOf } from "./originate-limits.ts";
import { asDomainError, type Originator } from "./originator.ts";
import { pbxsUp } from "./pbxs-up.ts";
import { newClientCall } from "./program-row.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Alongside } from "./store.ts";

/** A terminal rings on every contact of its endpoint; an outside number goes out through the trunk. */
export type ClientParty =
  | { kind: "terminal"; terminal: Terminal }
  | { kind: "outside"; destination: Destination };

/** What a door asks for in a program's name, after it has proven who asks and that the client may dial this. */
export type ClientPlaceRequest = {
  client: {
    id: string;
    workspaceId: string;
    callsPerMinute: number;
    callsAtOnce: number;
  };
  /** E.164, as asked */
  callerNumber: string;
  calleeNumber: string;
  caller: ClientParty;
  callee: ClientParty;
  /** caller id that each party sees: the other's number, or a mask */
  shownToCaller: string;
  shownToCallee: string;
  masked: boolean;
  recording: boolean;
  recordingBeep: boolean;
  /** chooses the PBX */
  domain: string;
  /** for how long each party rings */
  dialTimeoutSeconds: number;
  maxDurationMs: number;
  /** the door, e.g. `ctd` */
  via: string;
  alongside?: Alongside;
};

/** Places calls of programs, which are told at once that the call exists and learn later what became of it. */
export class ProgramCalls {
  readonly #o: CallsOptions;
  readonly #originator: Originator;

  constructor(options: CallsOptions, originator: Originator) {
    this.#o = options;
    this.#originator = originator;
  }

  /**
   * Resolves with the call as it was written. Throws DomainError `paused`, `originate_limit` or `too_many_calls_at_once` (rate),
   * kind `pbx`, `caller_not_available` or `callee_not_available` (unavailable), or `call_exists` (conflict).
   */
  async place(request: ClientPlaceRequest): Promise<Snapshot> {
    try {
      return await durably((durability) => this.#place(request, durability));
    } catch (fault) {
      // A program's second call of a pair is told so also while no call can be made: it would be no use to come again.
      if (isNotNow(fault)) await this.#refuseOwnSecond(request);
      throw fault;
    }
  }

  async #refuseOwnSecond({
    client,
    callerNumber,
    calleeNumber,
  }: ClientPlaceRequest): Promise<void> {
    await this.#o.store.refuseOwnSecondOfPair({
      workspace_id: client.workspaceId,
      client_id: client.id,
      caller_number: callerNumber,
      callee_number: calleeNumber,
    });
  }

  async #place(
    request: ClientPlaceRequest,
    durability: Durability,
  ): Promise<Snapshot> {
    const { pause, once, chooser, writer, now, deadlines } = this.#o;
    const { client, alongside } = request;
    await pause.check();
    const { perMinutePerWorkspace } = this.#o.originateLimits;
    const limits: LimitOf[] = [
      [`client:${client.id}`, client.callsPerMinute],
      [`workspace:${client.workspaceId}`, perMinutePerWorkspace],
    ];
    await hitOriginateLimits(once, limits, durability);
    const up = await pbxsUp(chooser, request.domain);
    const [pbx, others] = await this.#needAvailable(request, up);
    const call = newClientCall(request, pbx.name, now(), deadlines);
    const written = writer.exclusively(call.id, async () => {
      await writer.create(call, async (transaction, row) => {
        await refuseBeyond(transaction, client.id, client.callsAtOnce);
        await alongside?.(transaction, row);
      });
      await durability.reached();
    });
    // Queued before anybody can know of the call: nothing comes between the row and the order.
    writer
      .exclusively(call.id, async () => {
        const exists = await written.then(
          () => true,
          () => false,
        );
        if (!exists) return;
        const isAvailable = true;
        await this.#originator.originate(call, pbx, others, { isAvailable });
      })
      // Its end is written; where not even that could be done, its deadline asks the PBX.
      .catch((fault: unknown) => this.#o.onFault("originate", fault, call.id));
    await written;
    return { call, legs: [] };
  }

  /** The first PBX that can be asked, and says that neither party is away; and those after it. */
  async #needAvailable(
    request: ClientPlaceRequest,
    [pbx, ...others]: readonly [Pbx, ...Pbx[]],
  ): Promise<[Pbx, Pbx[]]> {
    const [next, ...rest] = others;
    try {
      const found = await pbx.availability({
        a: partyOf(request.caller),
        b: partyOf(request.callee),
      });
      if (found.a === "unavailable") throw unavailable("caller");
      if (found.b === "unavailable") throw unavailable("callee");
      return [pbx, others];
    } catch (fault) {
      if (!(fault instanceof PbxError)) throw fault;
      if (next !== undefined || fault.kind === "no_trunk")
        this.#o.onFault(`availability at ${pbx.name}`, fault);
      if (next === undefined) throw notAsked(fault, request);
      return await this.#needAvailable(request, [next, ...rest]);
    }
  }
}

function isNotNow(fault: unknown): boolean {
  return (
    fault instanceof DomainError &&
    (fault.kind === "pbx" || fault.kind === "paused")
  );
}

function partyOf(party: ClientParty): Party {
  return party.kind === "terminal"
    ? { kind: "endpoint", endpoint: party.terminal.endpoint }
    : { kind: "outside", dialString: party.destination.dialString };
}

/** Without a way out nobody outside will be available later either: that is no fault that goes away. */
function notAsked(fault: PbxError, { caller }: ClientPlaceRequest): unknown {
  return fault.kind === "no_trunk"
    ? unavailable(caller.kind === "outside" ? "caller" : "callee")
    : asDomainError(fault, "could not originate call");
}

function unavailable(who: "caller" | "callee"): DomainError {
  return new DomainError(
    "unavailable",
    `${who}_not_available`,
    `the ${who} cannot be rung now`,
  );
}
