/**
 * One call as AMI tells it: events in, moves out. `ami-outcomes.md` is the law: nothing is decided before the last channel
 * is gone, and events of one moment may come in any order.
 */
import type { LegRole } from "@ringback/shared/call/states.ts";
import type { Move } from "../port.ts";
import type { AmiMessage } from "./ami/transport.ts";
import { ChannelLedger, type ChannelRole } from "./channel-ledger.ts";
import type { LegReport } from "./dialplan.ts";
import { Evidence } from "./evidence.ts";
import { HANDLERS } from "./tracker-events.ts";
import type { TrackerPorts, TrackerTimes } from "./tracker-ports.ts";

const RINGING = "5";
const SIGNS_OF_LIFE = new Set(["RINGING", "PROGRESS", "PROCEEDING"]);

export class Tracker {
  readonly iden: string;
  readonly #ports: TrackerPorts;
  readonly #times: TrackerTimes;
  readonly #channels: ChannelLedger;
  readonly #evidence: Evidence;
  #lastDialAt = 0;
  #dialling = false;
  #answeredAt: number | undefined;
  #finished = false;
  #grace: NodeJS.Timeout | undefined;

  constructor(iden: string, ports: TrackerPorts, times: TrackerTimes) {
    this.iden = iden;
    this.#ports = ports;
    this.#times = times;
    this.#channels = new ChannelLedger(iden);
    this.#evidence = new Evidence(times.answeredProbeMs);
  }

  /** Unique ids of the channels that are still there. */
  get channels(): string[] {
    return this.#channels.uniqueIds;
  }

  /** Whether Asterisk has not made any channel of it yet. */
  get isWaiting(): boolean {
    return !this.#channels.everUsed;
  }

  /** A answered and nothing was dialled since, for long enough that the PBX should be asked what A hears. */
  get wantsProbe(): boolean {
    if (this.#answeredAt === undefined) return false;
    if (this.#evidence.isActive || this.#dialling) return false;
    const quietSince = Math.max(this.#answeredAt, this.#lastDialAt);
    return (
      this.#channels.has(this.#channels.first) &&
      this.#ports.now() - quietSince >= this.#times.answeredProbeMs
    );
  }

  /** One AMI event of this call. */
  event(event: AmiMessage): void {
    if (this.#finished) return;
    HANDLERS.get(event.get("Event") ?? "")?.(this, event);
  }

  /** The dialplan's own word on a leg. */
  report(report: LegReport): void {
    if (this.#finished) return;
    if (report.leg === "a" && report.status === "ANSWER") this.#answerA();
    this.#evidence.report(report);
    this.#decideIfOver();
  }

  /** A listens to something that answered without a second dial. */
  talk(): void {
    this.#evidence.talk();
    this.#move({
      state: "active",
      substate: "none",
      legs: [{ role: "b", state: "answered" }],
    });
  }

  /** The originate failed; where no channel was ever made, that is the whole story. */
  refused(): void {
    if (this.#channels.everUsed) return;
    this.#finish({ outcome: "failed", reason: "pbx_refused", by: "pbx" });
  }

  /** Takes over a channel found alive after events were missed. */
  adopt(uniqueId: string, role: ChannelRole): void {
    this.#channels.add(uniqueId, role);
  }

  /** What is known of the call without having seen it happen. `isNews`: that the PBX has it at all. */
  resume(known: {
    isNews: boolean;
    answeredA: boolean;
    active: boolean;
    dialling: boolean;
  }) {
    this.#evidence.signOfLife();
    if (known.isNews) {
      this.#move({
        state: "alerting_a",
        legs: [{ role: "a", state: "dialing" }],
      });
    }
    if (known.answeredA) this.#answerA();
    this.#dialling = known.dialling;
    if (known.dialling) {
      this.#move({
        state: "alerting_b",
        legs: [{ role: "b", state: "dialing" }],
      });
    }
    if (known.active) this.talk();
  }

  /** Forgets timers; no move comes any more. */
  close(): void {
    this.#finished = true;
    clearTimeout(this.#grace);
  }

  newChannel(event: AmiMessage): void {
    const uniqueId = event.get("Uniqueid");
    if (uniqueId !== undefined) this.#channels.add(uniqueId);
  }

  newState(event: AmiMessage): void {
    const leg = this.#channels.legOf(event.get("Uniqueid"));
    if (leg !== undefined && event.get("ChannelState") === RINGING) {
      this.#ringing(leg, event.get("Channel"));
    }
  }

  dialBegin(event: AmiMessage): void {
    const uniqueId = event.get("DestUniqueid");
    // The Originate itself dials L;1: that is no leg.
    if (uniqueId === undefined || this.#channels.isLocal(uniqueId)) return;
    const role = this.#channels.dialledBy(event.get("Uniqueid"));
    this.#channels.add(uniqueId, role);
    const channel = event.get("DestChannel") ?? "";
    const legs = [{ role, state: "dialing", channel, uniqueId } as const];
    if (role === "a") {
      this.#move({ legs });
      return;
    }
    this.#lastDialAt = this.#ports.now();
    this.#dialling = true;
    this.#move({ state: "alerting_b", legs });
  }

  dialState(event: AmiMessage): void {
    const leg = this.#channels.legOf(event.get("DestUniqueid"));
    const status = event.get("DialStatus") ?? "";
    if (leg === "a" && SIGNS_OF_LIFE.has(status)) this.#evidence.signOfLife();
    if (leg !== undefined && status === "RINGING") {
      this.#ringing(leg, event.get("DestChannel"));
    }
  }

  dialEnd(event: AmiMessage): void {
    const leg = this.#channels.legOf(event.get("DestUniqueid"));
    if (leg === undefined) return;
    const status = event.get("DialStatus") ?? "";
    this.#evidence.dialEnd(leg, status);
    if (leg === "a") {
      if (status === "ANSWER") this.#answerA(event.get("DestChannel"));
      return;
    }
    this.#lastDialAt = this.#ports.now();
    this.#dialling = status === "ANSWER";
    if (status !== "ANSWER") return;
    this.#move({
      state: "connecting",
      legs: [answered("b", event.get("DestChannel"))],
    });
  }

  bridgeEnter(event: AmiMessage): void {
    // With /n the two phones never share a bridge: talking is L;1 in a bridge.
    const uniqueId = event.get("Uniqueid");
    if (uniqueId === this.#channels.first) this.talk();
    // Whom A transferred the call to has answered.
    else if (uniqueId === this.#channels.second && this.#evidence.isActive)
      this.substate("none");
  }

  substate(substate: NonNullable<Move["substate"]>): void {
    this.#move({ substate });
  }

  hangupRequest(event: AmiMessage): void {
    // Half a Local channel hangs up because the other half did: no phone has.
    if (event.get("Channel")?.startsWith("Local/")) return;
    const leg = this.#channels.legOf(event.get("Uniqueid"));
    if (leg !== undefined) this.#evidence.hungUp(leg);
  }

  hangup(event: AmiMessage): void {
    const role = this.#channels.remove(event.get("Uniqueid") ?? "");
    if (role === undefined) return;
    if (role !== "local") {
      this.#legChannelGone(role, Number(event.get("Cause") ?? "0"));
    }
    this.#decideIfOver();
  }

  #legChannelGone(role: LegRole, cause: number): void {
    this.#evidence.legCause(role, cause);
    if (this.#channels.hasLeg(role) || this.#channels.isEmpty) return;
    // While L;1 is there the PBX may ring the next one, or play a voicemail.
    if (role === "b" && this.#channels.has(this.#channels.first)) return;
    this.#move({
      legs: [{ role, state: "ended", ...(cause !== 0 && { cause }) }],
    });
  }

  #ringing(role: LegRole, channel: string | undefined): void {
    if (role === "a") this.#evidence.signOfLife();
    this.#move({
      legs: [
        { role, state: "ringing", ...(channel !== undefined && { channel }) },
      ],
    });
  }

  #answerA(channel?: string): void {
    this.#channels.answeredA();
    this.#evidence.answerA();
    this.#answeredAt ??= this.#ports.now();
    this.#move({ legs: [answered("a", channel)] });
  }

  #decideIfOver(): void {
    if (!this.#channels.isEmpty || !this.#channels.everUsed) return;
    const end = () => this.#finish(this.#evidence.verdict());
    if (this.#evidence.isComplete) end();
    else this.#grace ??= setTimeout(end, this.#times.reportGraceMs);
  }

  #finish(end: NonNullable<Move["end"]>): void {
    if (this.#finished) return;
    this.close();
    const legs = this.#evidence.endedLegs();
    this.#move({ end, ...(legs.length > 0 && { legs }) });
    this.#ports.done();
  }

  #move(move: Omit<Move, "at">): void {
    this.#ports.move({ at: this.#ports.now(), ...move });
  }
}

function answered(role: LegRole, channel: string | undefined) {
  return {
    role,
    state: "answered",
    ...(channel !== undefined && { channel }),
  } as const;
}
