import { createSocket } from "node:dgram";
import { once } from "node:events";

/** A SIP message as a phone sent or received it. */
export interface SipMessage {
  readonly direction: "sent" | "received";
  /** Epoch milliseconds. */
  readonly at: number;
  /** Of a request; undefined for a response. */
  readonly method: string | undefined;
  /** Of a response; undefined for a request. */
  readonly status: number | undefined;
  readonly startLine: string;
  /** The whole datagram. */
  readonly text: string;
  /** Header values by lower-case name; the first where one name comes several times. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** A phone that many calls ring at once loses none of them. The kernel gives as much as it may. */
export const BUFFER_BYTES = 4 * 1024 * 1024;

/** Reads one SIP datagram. */
function parseSip(
  text: string,
  direction: SipMessage["direction"],
): SipMessage {
  const lines = text.split("\r\n");
  const blank = lines.indexOf("");
  const startLine = lines[0] ?? "";
  const headers: Record<string, string> = {};
  for (const line of lines.slice(1, blank < 0 ? undefined : blank)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !(name in headers))
      headers[name] = line.slice(colon + 1).trim();
  }
  const status = /^SIP\/2\.0 (\d{3})/.exec(startLine)?.[1];
  return {
    direction,
    at: Date.now(),
    method: status === undefined ? startLine.split(" ")[0] : undefined,
    status: status === undefined ? undefined : Number(status),
    startLine,
    text,
    headers,
    body: blank < 0 ? "" : lines.slice(blank + 1).join("\r\n"),
  };
}

/**
 * The UDP port of a phone, with the phone's program behind it on a port of its own: hands every datagram through and
 * shows each message as it passes. SIPp's own message trace cannot do that: it is written out only when a buffer is
 * full.
 */
export interface SipTap {
  /** Sends the PBX a request beside the program, which hears nothing of the answer. `branch`: that of its Via. */
  send(request: string, branch: string): void;
  /** Tells the program something that the PBX knows nothing of. */
  tell(message: string): void;
  close(): Promise<void>;
}

/**
 * Opens a tap on 127.0.0.1:`port` before the program on `programPort`; without one everything is swallowed, as by a
 * phone that is switched on and broken. Rejects when the port is taken.
 */
export async function openSipTap(
  port: number,
  programPort: number | undefined,
  onMessage: (message: SipMessage) => void,
): Promise<SipTap> {
  const socket = createSocket({ type: "udp4", recvBufferSize: BUFFER_BYTES });
  socket.bind(port, "127.0.0.1");
  await once(socket, "listening");
  socket.on("error", () => {});
  let pbxPort: number | undefined;
  const branches = new Set<string>();
  const isOwn = (text: string) =>
    [...branches].some((branch) => text.includes(`;branch=${branch}`));
  socket.on("message", (datagram, from) => {
    const sent = from.port === programPort;
    if (!sent) pbxPort = from.port;
    const to = sent ? pbxPort : programPort;
    const text = datagram.toString("latin1");
    if (to !== undefined && (sent || !isOwn(text)))
      socket.send(datagram, to, "127.0.0.1");
    // Keep-alives are bare line ends.
    if (text.trim() !== "")
      onMessage(parseSip(text, sent ? "sent" : "received"));
  });
  return {
    send(request, branch) {
      branches.add(branch);
      socket.send(request, pbxPort ?? 0, "127.0.0.1");
      onMessage(parseSip(request, "sent"));
    },
    tell(message) {
      if (programPort !== undefined)
        socket.send(message, programPort, "127.0.0.1");
    },
    async close() {
      socket.close();
      await once(socket, "close");
    },
  };
}
