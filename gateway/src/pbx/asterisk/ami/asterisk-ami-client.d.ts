/** The part of asterisk-ami-client 1.1.5 that is used here; the package ships no types. */
declare module "asterisk-ami-client" {
  import type { EventEmitter } from "node:events";

  /** What the client asks of a connection. It reads `Event` and `ActionID` of a message and hands the rest through. */
  /** What the client asks of a connection; it emits `event`, `response` and `close`. */
  export interface AmiClientConnection<Outgoing> extends EventEmitter {
    write(message: Outgoing): void;
    close(): void;
    readonly isConnected: boolean;
  }

  export interface AmiClientConnector<Connection> {
    connect(user: string, secret: string, options: object): Promise<Connection>;
  }

  export default class AmiClient<
    Outgoing extends { ActionID: string },
    Connection extends AmiClientConnection<Outgoing>,
  > extends EventEmitter {
    constructor(options: {
      reconnect: boolean;
      keepAlive: boolean;
      emitEventsByTypes: boolean;
      emitResponsesById: boolean;
      dontDeleteSpecActionId: boolean;
    });
    /** Private in the package. Version 1.1.5 is pinned and `seam.test.ts` guards it. */
    _connector: AmiClientConnector<Connection>;
    connect(user: string, secret: string, options: object): Promise<Connection>;
    disconnect(): this;
    action(message: Outgoing): this;
  }
}
