import { createActions } from "./actions.ts";
import { type AmiFaults, AmiServer } from "./ami-server.ts";
import { AstDb } from "./astdb.ts";
import { Exchange } from "./exchange.ts";
import { type PhoneAccount, type PhoneScript, Phones } from "./phones.ts";

export type SimulatorOptions = {
  /** On 127.0.0.1; 0 or absent takes a free one. */
  port?: number;
  user: string;
  secret: string;
  /** The accounts of the house, by endpoint. */
  phones: Readonly<Record<string, PhoneAccount>>;
  /** What outside numbers do, by number as dialled. */
  numbers?: Readonly<Record<string, PhoneScript>>;
  /** What every other number of five digits or more does; default: answers. */
  otherNumbers?: PhoneScript;
};

/** A PBX for people who have none at hand: AMI on loopback, phones that follow a script, no voice. */
export type Simulator = {
  readonly host: "127.0.0.1";
  readonly port: number;
  readonly phones: Pick<
    Phones,
    "script" | "answer" | "hangup" | "hold" | "transfer" | "shown"
  >;
  readonly faults: AmiFaults;
  /** The dialplan contexts of the click; what is deleted is missing. */
  readonly contexts: Set<string>;
  /** Connections taken since the start. */
  connections(): number;
  /** Events told since the start, whoever heard them. */
  eventsSent(): number;
  /** Channels alive. */
  channels(): number;
  stop(): Promise<void>;
};

/** Resolves when it listens. Rejects when the port is taken. */
export async function startSimulator(
  options: SimulatorOptions,
): Promise<Simulator> {
  let events = 0;
  const exchange = new Exchange((name, eventClass, fields) => {
    events++;
    server.event(name, eventClass, fields);
  });
  const phones = new Phones(
    options.phones,
    options.numbers ?? {},
    options.otherNumbers ?? { does: "answer" },
  );
  const contexts = new Set([
    "click2dial-user",
    "click2dial-target",
    "ringback-program-a",
    "ringback-program-b",
  ]);
  const server = new AmiServer({
    user: options.user,
    secret: options.secret,
    readClasses: ["call", "user", "reporting"],
    onAction: createActions({ exchange, phones, contexts, db: new AstDb() }),
  });
  const port = await server.listen(options.port);
  return {
    host: "127.0.0.1",
    port,
    phones,
    contexts,
    faults: server.faults,
    connections: () => server.connections,
    eventsSent: () => events,
    channels: () => exchange.channels.length,
    async stop() {
      exchange.stop();
      await server.stop();
    },
  };
}
