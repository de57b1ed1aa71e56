import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** Where an Asterisk Manager Interface listens and who logs in. */
export interface AmiAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly secret: string;
}

/** One AMI message: header names as sent, the first value wins where one name comes several times. */
export type AmiMessage = Readonly<Record<string, string | undefined>>;

/** A bare AMI connection that keeps every event it saw: a measuring instrument, not a client library. */
export interface Ami {
  /** Every event since the connection was made, in order of arrival. */
  readonly events: readonly AmiMessage[];
  /** Sends an action (names may repeat, hence pairs) and gives its response. Rejects after `timeoutMs` (default 3000). */
  send(
    headers: readonly (readonly [string, string])[],
    timeoutMs?: number,
  ): Promise<AmiMessage>;
  /** The first event, seen or to come, that fits. Rejects after `timeoutMs` (default 5000) naming what was seen. */
  waitFor(
    what: string,
    fits: (event: AmiMessage) => boolean,
    timeoutMs?: number,
  ): Promise<AmiMessage>;
  close(): void;
}

function parse(block: string): AmiMessage {
  const message: Record<string, string> = {};
  for (const line of block.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon < 0) continue;
    const name = line.slice(0, colon);
    if (!(name in message)) message[name] = line.slice(colon + 1).trim();
  }
  return message;
}

/** Connects and logs in. Rejects when nothing listens, or when the login is refused. */
export async function connectAmi(address: AmiAddress): Promise<Ami> {
  const socket: Socket = connect(address.port, address.host);
  await once(socket, "connect");
  socket.setEncoding("utf8");
  const events: AmiMessage[] = [];
  const listeners = new Set<(message: AmiMessage) => void>();
  let rest = "";
  let bannerSeen = false;
  socket.on("data", (chunk: string) => {
    rest += chunk;
    if (!bannerSeen) {
      const end = rest.indexOf("\r\n");
      if (end < 0) return;
      rest = rest.slice(end + 2);
      bannerSeen = true;
    }
    for (;;) {
      const end = rest.indexOf("\r\n\r\n");
      if (end < 0) return;
      const message = parse(rest.slice(0, end));
      rest = rest.slice(end + 4);
      if (message.Event !== undefined) events.push(message);
      for (const listener of [...listeners]) listener(message);
    }
  });
  socket.on("error", () => {});

  const next = (
    what: string,
    fits: (message: AmiMessage) => boolean,
    timeoutMs: number,
    seen: readonly AmiMessage[],
  ) =>
    new Promise<AmiMessage>((resolve, reject) => {
      const early = seen.find(fits);
      if (early !== undefined) return resolve(early);
      const done = (error?: Error) => {
        clearTimeout(timer);
        listeners.delete(listener);
        socket.off("close", gone);
        if (error !== undefined) reject(error);
      };
      const listener = (message: AmiMessage) => {
        if (!fits(message)) return;
        done();
        resolve(message);
      };
      const gone = () => done(new Error(`AMI closed, waiting for ${what}`));
      const timer = setTimeout(() => {
        const names = seen.map((e) => e.Event).join(" ");
        done(new Error(`no ${what} on AMI in ${timeoutMs} ms; seen: ${names}`));
      }, timeoutMs);
      listeners.add(listener);
      socket.once("close", gone);
    });

  let counter = 0;
  const ami: Ami = {
    events,
    send(headers, timeoutMs = 3000) {
      const id = `lab-${++counter}`;
      const lines = [...headers, ["ActionID", id] as const].map(
        ([name, value]) => `${name}: ${value}\r\n`,
      );
      const response = next(
        `response to ${headers[0]?.[1]}`,
        (m) => m.Response !== undefined && m.ActionID === id,
        timeoutMs,
        [],
      );
      socket.write(`${lines.join("")}\r\n`);
      return response;
    },
    waitFor: (what, fits, timeoutMs = 5000) =>
      next(what, fits, timeoutMs, events),
    close: () => socket.destroy(),
  };
  const login = await ami.send([
    ["Action", "Login"],
    ["Username", address.user],
    ["Secret", address.secret],
  ]);
  if (login.Response !== "Success") {
    ami.close();
    throw new Error(`AMI login of ${address.user} refused: ${login.Message}`);
  }
  return ami;
}
