/** What the tables of refused requests are written in. */
import type { NewCall } from "../program.ts";
import type { Stage } from "../stage.ts";

export const TOKEN_OF_SINK = "a-token-of-the-sink_1.2~3";
export const UNKNOWN = "call_550e8400-e29b-41d4-a716-446655440000";
export const MALFORMED = "no%20call%21";
export const READ = "click-to-dial:calls:read";
export const DELETE = "click-to-dial:calls:delete";

/** What the table cannot know before the stage is open. */
export type Known = {
  stage: Stage;
  /** Two who could talk, and do not. */
  order: NewCall;
  /** A call of this program that is up. */
  live: string;
  /** One that has ended, without a recording. */
  ended: string;
  /** Token with this one scope. */
  token(scope: string): string;
};

export type Refused = {
  name: string;
  method?: "POST" | "GET" | "DELETE";
  path?: (known: Known) => string;
  body?: (known: Known) => unknown;
  token?: (known: Known) => string;
  status: number;
  /** Left out where the scenario asserts none. */
  code?: string;
};

export const credential = (changes: object) => ({
  credentialType: "ACCESSTOKEN",
  accessToken: TOKEN_OF_SINK,
  accessTokenExpiresUtc: "2100-01-01T00:00:00Z",
  accessTokenType: "bearer",
  ...changes,
});
export const withSink = (order: NewCall, changes: object) => ({
  ...order,
  sink: "https://127.0.0.1:8443/events",
  sinkCredential: credential(changes),
});
export const numbered = (
  order: NewCall,
  who: "caller" | "callee",
  number: unknown,
) => ({
  ...order,
  [who]: { number },
});

export const callPath = (id: (known: Known) => string) => (known: Known) =>
  `/calls/${id(known)}`;
export const recordingPath = (id: (known: Known) => string) => (known: Known) =>
  `/calls/${id(known)}/recording`;
