/** Somebody else, who is at work while a door is attacked, and must notice nothing. */
import { once } from "node:events";
import { WebSocket } from "ws";

const ASK_EVERY_MS = 100;

export type Witness = {
  /** the longest that a heartbeat of theirs took to be answered, in ms */
  slowestMs(): number;
  /** what they were told, other than answers to what they asked */
  oddities: readonly string[];
  leave(): void;
};

export async function openWitness(
  origin: string,
  token: string,
): Promise<Witness> {
  const socket = new WebSocket(
    `${origin.replace("http", "ws")}/ws/chat?token=${token}`,
  );
  const oddities: string[] = [];
  let slowest = 0;
  let asked: number | undefined;
  socket.on("close", (code) => oddities.push(`closed ${code}`));
  socket.on("message", (data) => {
    const { type } = JSON.parse(String(data));
    if (type === "heartbeat.ack" && asked !== undefined) {
      slowest = Math.max(slowest, performance.now() - asked);
      asked = undefined;
    } else if (type !== "call_snapshot" && type !== "heartbeat")
      oddities.push(String(data));
  });
  await once(socket, "open");
  const timer = setInterval(() => {
    if (asked !== undefined || socket.readyState !== socket.OPEN) return;
    asked = performance.now();
    socket.send('{"type":"heartbeat"}');
  }, ASK_EVERY_MS);
  return {
    slowestMs: () =>
      Math.max(slowest, asked === undefined ? 0 : performance.now() - asked),
    oddities,
    leave: () => {
      clearInterval(timer);
      socket.removeAllListeners("close");
      socket.terminate();
    },
  };
}
