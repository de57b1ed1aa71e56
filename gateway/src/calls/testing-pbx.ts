import {
  type Availability,
  type BelievedCall,
  type Move,
  type OriginateRequest,
  type Party,
  type Pbx,
  PbxError,
  type PbxHealth,
} from "../pbx/port.ts";
import { NOW } from "./testing-rows.ts";

/** A PBX that does what the test says: a call it accepted is there until the test ends it, and is asked after honestly. */
export class TestPbx implements Pbx {
  readonly name: string;
  state: PbxHealth["state"] = "up";
  /** idens of living calls */
  readonly living = new Set<string>();
  readonly originates: OriginateRequest[] = [];
  readonly hangups: string[] = [];
  readonly asked: BelievedCall[] = [];
  readonly queries: { a: Party; b: Party }[] = [];
  /** Set: every order and question fails with it. */
  fault: PbxError | undefined;
  available: { a: Availability; b: Availability } = {
    a: "available",
    b: "unknown",
  };
  /** Settles before an originate is answered. */
  answer: Promise<void> = Promise.resolve();
  /** Whether an ordered hang-up is told at once as the end. */
  tellsHangups = true;
  #move: (iden: string, move: Move) => void = () => {};
  #up: () => void = () => {};

  constructor(name = "main") {
    this.name = name;
  }

  health(): PbxHealth {
    return { state: this.state, since: NOW };
  }

  start(): void {}

  async stop(): Promise<void> {}

  async originate(
    request: OriginateRequest,
    written?: Promise<unknown>,
  ): Promise<void> {
    await written;
    this.originates.push(request);
    await this.answer;
    if (this.fault !== undefined) throw this.fault;
    this.living.add(request.iden);
  }

  async availability(query: {
    a: Party;
    b: Party;
  }): Promise<{ a: Availability; b: Availability }> {
    this.queries.push(query);
    if (this.fault !== undefined) throw this.fault;
    return this.available;
  }

  async hangup(iden: string): Promise<void> {
    this.hangups.push(iden);
    if (this.fault !== undefined) throw this.fault;
    if (!this.tellsHangups || !this.living.delete(iden)) return;
    this.tell(iden, {
      at: NOW + 1,
      end: { outcome: "no_answer", reason: "a_no_answer", by: "caller" },
    });
  }

  async reconcile(calls: readonly BelievedCall[]): Promise<void> {
    this.asked.push(...calls);
    if (this.fault !== undefined) throw this.fault;
    for (const { iden, answered } of calls) {
      if (this.living.has(iden)) continue;
      this.tell(iden, {
        at: NOW + 2,
        end: {
          outcome: answered ? "completed" : "failed",
          reason: "resync",
          by: "pbx",
          approximate: true,
        },
      });
    }
  }

  onMove(listener: (iden: string, move: Move) => void): void {
    this.#move = listener;
  }

  onUp(listener: () => void): void {
    this.#up = listener;
  }

  tell(iden: string, move: Move): void {
    this.#move(iden, move);
  }

  comesUp(): void {
    this.#up();
  }
}

export function pbxFault(kind: PbxError["kind"]): PbxError {
  return new PbxError(kind, `test: ${kind}`);
}
