import type { Sighting, Witness } from "./telephones.ts";

/** What makes the demo's one call happen, and end: a browser with the extension, or its bare HTTP calls. */
export type Clicker = {
  /** Asks for the call; gives the moment. */
  click(number: DemoNumber): Promise<Sighting>;
  /** Asks for its end; gives the moment. */
  hangUp(witness: Witness): Promise<Sighting>;
  close(): Promise<void>;
};

/** A number as the demo page has it and as it is dialled. */
export type DemoNumber = { text: string; e164: string };

/** Who is signed in. */
export type Login = { gateway: string; aor: string; password: string };
