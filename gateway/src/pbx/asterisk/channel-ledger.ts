import type { LegRole } from "@ringback/shared/call/states.ts";

/** `local` are the two halves of the call's own Local channel. */
export type ChannelRole = LegRole | "local";

/** Which channels of one call are there, and whose they are. Legs are told apart by who dialled them. */
export class ChannelLedger {
  readonly #iden: string;
  readonly #roles = new Map<string, ChannelRole>();
  #everUsed = false;
  #rung: LegRole = "a";

  constructor(iden: string) {
    this.#iden = iden;
  }

  /** L;1: its bridge is the conversation, its end the end of leg B. */
  get first(): string {
    return this.#iden;
  }

  /** L;2: what it dials is leg A. */
  get second(): string {
    return `${this.#iden}-2`;
  }

  get uniqueIds(): string[] {
    return [...this.#roles.keys()];
  }

  get isEmpty(): boolean {
    return this.#roles.size === 0;
  }

  /** Whether there ever was a channel. */
  get everUsed(): boolean {
    return this.#everUsed;
  }

  /** A channel that nobody was seen to dial is of the side that is being rung: ring groups, trunks and transfers make such. */
  add(uniqueId: string, role?: ChannelRole): void {
    this.#everUsed = true;
    const known = this.#roles.get(uniqueId);
    this.#roles.set(
      uniqueId,
      this.isLocal(uniqueId) ? "local" : (role ?? known ?? this.#rung),
    );
  }

  /** From here on it is B that is rung. */
  answeredA(): void {
    this.#rung = "b";
  }

  /** Whose leg a channel is that this one dials. Outside, A's leg is a row of channels that dial each other. */
  dialledBy(uniqueId: string | undefined): LegRole {
    if (uniqueId === this.second) return "a";
    if (uniqueId === this.first) return "b";
    return this.legOf(uniqueId) === "a" ? "a" : this.#rung;
  }

  /** Whether it is one of the call's own Local halves. */
  isLocal(uniqueId: string): boolean {
    return uniqueId === this.first || uniqueId === this.second;
  }

  /** The role it had; undefined if it was not of this call. */
  remove(uniqueId: string): ChannelRole | undefined {
    const role = this.#roles.get(uniqueId);
    this.#roles.delete(uniqueId);
    return role;
  }

  has(uniqueId: string): boolean {
    return this.#roles.has(uniqueId);
  }

  hasLeg(role: LegRole): boolean {
    return [...this.#roles.values()].includes(role);
  }

  /** The leg of a channel; undefined for the Local halves and strangers. */
  legOf(uniqueId: string | undefined): LegRole | undefined {
    const role = uniqueId === undefined ? undefined : this.#roles.get(uniqueId);
    return role === "local" ? undefined : role;
  }
}
