import type { AmiMessage } from "./transport.ts";

/** What is set in a lower-case letter and not in its capital. */
const LOWER = 0x20;

/** One message of the wire: its headers in order, repeated ones kept. */
export class WireMessage implements AmiMessage {
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The three names asterisk-ami-client and the transport look at for every message. */
  readonly Event: string | undefined;
  readonly Response: string | undefined;
  readonly ActionID: string | undefined;

  constructor(headers: readonly (readonly [string, string])[]) {
    this.headers = headers;
    this.Event = this.get("Event");
    this.Response = this.get("Response");
    this.ActionID = this.get("ActionID");
  }

  get(name: string): string | undefined {
    const first = name.charCodeAt(0) | LOWER;
    for (const [key, value] of this.headers) {
      if (key === name) return value;
      // Most headers of one length begin otherwise: they need no lower case made of them.
      if (key.length !== name.length) continue;
      if ((key.charCodeAt(0) | LOWER) !== first) continue;
      if (key.toLowerCase() === name.toLowerCase()) return value;
    }
    return undefined;
  }

  all(name: string): readonly string[] {
    const wanted = name.toLowerCase();
    return this.headers
      .filter(([key]) => key.toLowerCase() === wanted)
      .map(([, value]) => value);
  }
}
