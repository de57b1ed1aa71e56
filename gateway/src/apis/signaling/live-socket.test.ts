import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import type { CallEvent } from "../../calls/bus.ts";
import { openHouse } from "../../calls/testing.ts";
import { NOW, testRequest, testTerminal } from "../../calls/testing-rows.ts";
import type { Scopes } from "../session/scope.ts";
import { type LiveLimits, LiveSocket } from "./live-socket.ts";

const LIMITS: LiveLimits = {
  heartbeatMs: 20_000,
  missedHeartbeats: 2,
  framesPerSecond: 30,
  maxBufferedBytes: 65_536,
};

/** Both ends of a real socket, the gateway's under a `LiveSocket`. */
async function open(
  limits: Partial<LiveLimits> = {},
  scopes: Scopes = new Set(["live"]),
) {
  const house = await openHouse();
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  onTestFinished(() => server.close());
  await once(server, "listening");
  const address = server.address();
  const port =
    typeof address === "object" && address !== null ? address.port : 0;
  const accepted = Promise.withResolvers<WebSocket>();
  server.on("connection", accepted.resolve);
  const client = new WebSocket(`ws://127.0.0.1:${port}`);
  onTestFinished(() => client.terminate());
  const frames: { type: string; seq?: number }[] = [];
  client.on("message", (data) => frames.push(JSON.parse(String(data))));
  const closed = once(client, "close");
  await once(client, "open");
  const socket = await accepted.promise;
  const live = new LiveSocket(
    socket,
    {
      workspaceId: "default",
      userId: "user-alice",
      terminal: testTerminal(),
      scopes,
      expiresAt: NOW + 900_000,
      renewableUntil: NOW + 900_000,
    },
    house.calls,
    () => ({ ...LIMITS, ...limits }),
    (fault) => {
      throw fault;
    },
  );
  await house.calls.place(testRequest());
  const [placed] = house.events;
  if (placed === undefined) throw new Error("no event");
  const event = (seq: number, userId = "user-alice"): CallEvent => ({
    ...placed,
    seq,
    userId,
  });
  return { client, socket, live, frames, closed, event };
}

it("what happens while the snapshot is read follows it, if it is newer", async () => {
  const { live, frames, event } = await open();
  live.event(event(2));
  live.event(event(3));
  live.event(event(4, "user-bob"));
  await live.open();
  live.event(event(5));
  await expect.poll(() => frames.length).toBe(3);
  expect(frames.map(({ type, seq }) => [type, seq])).toEqual([
    ["call_snapshot", 2],
    ["call_updated", 3],
    ["call_updated", 5],
  ]);
});

it("a session that is over ends with 4401", async () => {
  const { live, closed } = await open();
  live.expire();
  expect((await closed)[0]).toBe(4401);
});

it("limits count from the moment they are others: maxBufferedBytes too", async () => {
  const limits: Partial<LiveLimits> = { maxBufferedBytes: 67_108_864 };
  const { live, client, socket, closed, event } = await open(limits);
  await live.open();
  client.pause();
  while (socket.bufferedAmount < 1_000_000) live.event(event(2));
  expect(socket.readyState).toBe(WebSocket.OPEN);
  limits.maxBufferedBytes = 65_536;
  live.event(event(3));
  expect(socket.readyState).toBe(WebSocket.CLOSING);
  client.resume();
  expect((await closed)[0]).toBe(1013);
});

it("call.end needs the scope live, and is refused in its own envelope", async () => {
  const { client, frames, event } = await open({}, new Set(["originate"]));
  const { callId } = event(1).call;
  client.send(JSON.stringify({ type: "call.end", payload: { callId } }));
  await expect.poll(() => frames.length).toBe(1);
  expect(frames).toEqual([
    {
      type: "call_error",
      payload: {
        callId,
        errorType: "unauthorized",
        message: "insufficient scope: live is needed",
      },
    },
  ]);
});

it("a client that reads too slowly is cut off with 1013 instead of kept in memory", async () => {
  const { live, client, socket, closed, event } = await open();
  await live.open();
  client.pause();
  let most = 0;
  for (let seq = 1; socket.readyState === WebSocket.OPEN; seq++) {
    live.event(event(seq));
    most = Math.max(most, socket.bufferedAmount);
    if (seq > 200_000) throw new Error("never cut off");
  }
  expect(most).toBeLessThan(LIMITS.maxBufferedBytes + 2_000);
  client.resume();
  expect((await closed)[0]).toBe(1013);
});

it("a sign of life is a pong or a frame; without one it is cut off", async () => {
  const { live, client, closed } = await open({ missedHeartbeats: 1 });
  for (let i = 0; i < 5; i++) {
    const ping = once(client, "ping");
    const pong = once(client, "message");
    live.beat();
    await Promise.all([ping, pong]);
    client.send('{"type":"heartbeat"}');
    await once(client, "message");
  }
  live.beat();
  live.beat();
  expect((await closed)[0]).toBe(1006);
});
