/** So many https sinks in a process of their own: take every event, and tell how late it came where it says when it happened. */
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:https";
import { createServer as createSilent } from "node:net";
import { createInterface } from "node:readline";
import { quantile } from "../figures.ts";
import { argument, tell } from "../program.ts";
import { isSinks } from "./sinks-started.ts";

const { cert, key, count } = argument(isSinks);
const TIMESTAMP = /"timestamp":"([^"]+)"/;
const STATE = /"state":"([^"]+)"/;

const ports: number[] = [];
let lags: { state: string; ms: number }[] = [];
let taken = 0;

function note(request: IncomingMessage): void {
  const at = Date.now();
  let text = "";
  request.setEncoding("latin1");
  request.on("data", (chunk: string) => {
    text += chunk;
  });
  request.on("end", () => {
    taken++;
    const [, timestamp] = TIMESTAMP.exec(text) ?? [];
    const [, state = ""] = STATE.exec(text) ?? [];
    if (timestamp !== undefined)
      lags.push({ state, ms: at - Date.parse(timestamp) });
  });
}

for (let sink = 0; sink < count; sink++) {
  const server = createServer({ cert, key }, (request, response) => {
    note(request);
    request.on("end", () => response.writeHead(204).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address === "object" && address !== null) ports.push(address.port);
}
const silent = createSilent((socket) => {
  socket.on("error", () => undefined);
});
silent.listen(0, "127.0.0.1");
await once(silent, "listening");
const bound = silent.address();
tell({
  ports,
  silentPort: typeof bound === "object" && bound !== null ? bound.port : 0,
});

for await (const _ of createInterface({ input: process.stdin })) {
  const of = (state?: string) =>
    lags
      .filter((lag) => state === undefined || lag.state === state)
      .map(({ ms }) => ms);
  const all = of();
  tell({
    taken,
    p50: all.length === 0 ? -1 : quantile(all, 0.5),
    p99: all.length === 0 ? -1 : quantile(all, 0.99),
  });
  lags = [];
  taken = 0;
}
