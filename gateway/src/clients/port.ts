import type { Scope } from "@ringback/shared/ctd/scopes.ts";
import type { TokenSource } from "./token-source.ts";

/** A program that may place calls. */
export type Client = {
  id: string;
  workspaceId: string;
  name: string;
  enabled: boolean;
  /** the most that any of its tokens is good for */
  scopes: readonly Scope[];
  /** whether it may ring an outside number as the caller */
  trunkCaller: boolean;
  policy: {
    /** E.164 beginnings; none: any number */
    callerPrefixes: readonly string[];
    calleePrefixes: readonly string[];
    premium: boolean;
    international: boolean;
    callsPerMinute: number;
    callsAtOnce: number;
  };
  /** E.164; none: nobody's number is masked */
  maskNumbers: readonly string[];
  recordingBeep: boolean;
  webhook: {
    /** `whsec_` and base64 (Standard Webhooks), the newest first; none: deliveries are not signed */
    signingSecrets: readonly string[];
    /** whether a sink is asked by OPTIONS before its first event */
    handshake: boolean;
    /** where tokens for its sinks may be fetched (PRIVATE_KEY_JWT); none: nowhere */
    tokenSources: readonly TokenSource[];
  };
  /** chooses the PBX of its calls */
  domain: string;
};

/** Who is asking, proven, and what the token is good for. */
export type ProgramPrincipal = { client: Client; scopes: ReadonlySet<Scope> };

export interface AccessTokens {
  /** Throws DomainError of kind `unauthenticated`. */
  verify(bearer: string): Promise<ProgramPrincipal>;
}

export interface ClientDirectory {
  /** What the database said a few seconds ago at most. */
  find(id: string): Promise<Client | undefined>;
}
