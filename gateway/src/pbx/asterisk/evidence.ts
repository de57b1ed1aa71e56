import type { LegRole } from "@ringback/shared/call/states.ts";
import type { CallEnd, LegChange } from "../port.ts";
import type { LegReport } from "./dialplan.ts";
import { type Facts, hasNews, verdict } from "./verdict.ts";

/** What is known so far of one call; it makes the verdict once the last channel is gone. */
export class Evidence {
  readonly #facts: Facts;

  constructor(answeredProbeMs: number) {
    this.#facts = {
      reports: {},
      causes: {},
      dialStatus: {},
      answeredA: false,
      aliveA: false,
      active: false,
      answeredProbeMs,
    };
  }

  get isActive(): boolean {
    return this.#facts.active;
  }

  /** Whether every report that will come has come. */
  get isComplete(): boolean {
    const { a, b } = this.#facts.reports;
    return a !== undefined && (a.status !== "ANSWER" || b !== undefined);
  }

  report(report: LegReport): void {
    this.#facts.reports[report.leg] ??= report;
  }

  legCause(leg: LegRole, cause: number): void {
    if (hasNews(cause)) this.#facts.causes[leg] ??= cause;
  }

  dialEnd(leg: LegRole, status: string): void {
    this.#facts.dialStatus[leg] = status;
  }

  signOfLife(): void {
    this.#facts.aliveA = true;
  }

  answerA(): void {
    // One of A's phones may have declined before another answered: that was no end of the call.
    if (!this.#facts.answeredA) this.#facts.hungUpBy = undefined;
    this.#facts.answeredA = true;
    this.#facts.aliveA = true;
  }

  talk(): void {
    if (!this.#facts.active) this.#facts.hungUpBy = undefined;
    this.#facts.active = true;
  }

  hungUp(leg: LegRole): void {
    this.#facts.hungUpBy ??= leg;
  }

  verdict(): CallEnd {
    return verdict(this.#facts);
  }

  /** The legs' own causes, for legs that are over with the call. */
  endedLegs(): LegChange[] {
    return Object.entries(this.#facts.causes).map(([role, cause]) => ({
      role: role === "a" ? "a" : "b",
      state: "ended",
      cause,
    }));
  }
}
