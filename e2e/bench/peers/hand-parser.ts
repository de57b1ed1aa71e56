import { connect } from "node:net";

type Headers = Readonly<Record<string, string | undefined>>;

/** What one writes who needs nothing but events: text in, an object of its headers out. The last of a repeated header stays. */
export class HandParser {
  readonly #onEvent: (event: Headers) => void;
  #rest = "";

  constructor(onEvent: (event: Headers) => void) {
    this.#onEvent = onEvent;
  }

  push(text: string): void {
    const all = this.#rest + text;
    let from = 0;
    for (;;) {
      const end = all.indexOf("\r\n\r\n", from);
      if (end === -1) break;
      this.#message(all.slice(from, end));
      from = end + 4;
    }
    this.#rest = all.slice(from);
  }

  #message(text: string): void {
    const headers: Record<string, string> = {};
    for (const line of text.split("\r\n")) {
      const colon = line.indexOf(":");
      if (colon > 0) headers[line.slice(0, colon)] = line.slice(colon + 2);
    }
    if (headers.Event !== undefined) this.#onEvent(headers);
  }
}

/** Logs in and asks for the events. */
export function listenByHand(
  port: number,
  onEvent: (event: Headers) => void,
): void {
  const parser = new HandParser(onEvent);
  const socket = connect(port, "127.0.0.1");
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => parser.push(text));
  const login = "Action: Login\r\nActionID: 1\r\nUsername: u\r\nSecret: s\r\n";
  socket.write(`${login}\r\n`);
  // Behind the login's answer, as one write might reach the server as one chunk.
  setTimeout(() => socket.write("Action: Ping\r\nActionID: 2\r\n\r\n"), 100);
}
