/** An AMI server that, once greeted by a Ping, pours events out in chunks of one size, as fast as they are taken. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { formatMessage } from "../../gateway/src/pbx/simulator/ami-message.ts";
import { Channel } from "../../gateway/src/pbx/simulator/channel.ts";
import { argument, hasNumbers, tell } from "./program.ts";

const { events, chunkBytes } = argument(hasNumbers("events", "chunkBytes"));

/** The events of a call in the proportion of a real one, about 580 bytes each. */
function oneCall(call: number): string[] {
  const at = { context: "click2dial-user", exten: "+34910000000" };
  const id = `bench-${call}`;
  const one = new Channel(`Local/${id};1`, id, id, 0, at);
  const phone = new Channel(`PJSIP/alice-${call}`, `${id}.1`, id, 5, at);
  const event = (name: string, ...fields: Parameters<typeof formatMessage>) =>
    formatMessage([
      ["Event", name],
      ["Privilege", "call,all"],
      ["Timestamp", "1795000000.123456"],
      ...fields[0],
    ]);
  const dial = [...one.fields(), ...phone.fields("Dest")];
  return [
    event("Newchannel", one.fields()),
    event("Newchannel", phone.fields()),
    event("DialBegin", [...dial, ["DialString", "alice/sip:a@127.0.0.1"]]),
    event("Newstate", phone.fields()),
    event("DialState", [...dial, ["DialStatus", "RINGING"]]),
    event("NewConnectedLine", phone.fields()),
    event("DialEnd", [...dial, ["DialStatus", "ANSWER"]]),
    event("BridgeEnter", [["BridgeUniqueid", id], ...phone.fields()]),
    event("Hangup", [...phone.fields(), ["Cause", 16]]),
  ];
}

const CALLS = 400;
const texts = Array.from({ length: CALLS }, (_, call) => oneCall(call)).flat();
const all = Buffer.from(texts.join(""));

async function pour(socket: Socket): Promise<void> {
  const rest = events % texts.length;
  const last = Buffer.byteLength(texts.slice(0, rest).join(""));
  const total = Math.floor(events / texts.length) * all.length + last;
  for (let from = 0; from < total; ) {
    const at = from % all.length;
    const size = Math.min(chunkBytes, all.length - at, total - from);
    from += size;
    if (!socket.write(all.subarray(at, at + size))) await once(socket, "drain");
  }
}

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    const text = chunk.toString("latin1");
    const id = /ActionID: (.*)\r\n/.exec(text)?.[1];
    socket.write(
      formatMessage([
        ["Response", "Success"],
        ["ActionID", id],
      ]),
    );
    if (text.startsWith("Action: Ping")) void pour(socket);
  });
  socket.write("Asterisk Call Manager/11.0.0\r\n");
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null)
    tell({ port: address.port, bytesPerEvent: all.length / texts.length });
});
