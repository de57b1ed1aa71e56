import type { AmiMessage } from "./transport.ts";

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
    const wanted = name.toLowerCase();
    for (const [key, value] of this.headers)
      if (key.length === wanted.length && key.toLowerCase() === wanted)
        return value;
    return undefined;
  }

  all(name: string): readonly string[] {
    const wanted = name.toLowerCase();
    return this.headers
      .filter(([key]) => key.toLowerCase() === wanted)
      .map(([, value]) => value);
  }
}
