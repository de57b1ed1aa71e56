/** The port that says who may call. Implementations: `local/` (own table); others beside it. */

export type Terminal = {
  id: string;
  workspaceId: string;
  userId: string;
  userName: string;
  /** as stored; equal to the AoR's parts */
  username: string;
  domain: string;
  endpoint: string;
  /** the user's own number inside the PBX, shown as caller */
  extension: string;
  /** E.164 of the terminal, if it has one */
  number: string | null;
  /** Changes whenever HA1 does: a token made for an older one is dead. */
  credentialVersion: number;
};

export type Credential = { terminal: Terminal; ha1: string };

export interface TerminalDirectory {
  /** The eligible terminal of an AoR with its HA1, or undefined: unknown, disabled, without user. */
  findCredential(
    username: string,
    domain: string,
  ): Promise<Credential | undefined>;
  /** The same terminal again, for tokens and sockets. */
  findById(terminalId: string): Promise<Terminal | undefined>;
}

export interface NumberDirectory {
  /** The eligible terminal that has this E.164 number; of several the one that was added first. */
  findByNumber(
    workspaceId: string,
    number: string,
  ): Promise<Terminal | undefined>;
}
