import { describe, expect, it, test } from "vitest";
import { WebSocket } from "ws";
import { member, openLive, post, signIn } from "../../assembly/testing.ts";
import { rawExchange } from "../../http/testing.ts";
import type { Database } from "../../store/database.ts";
import { changeHa1, removeTerminal } from "../../terminals/local/admin.ts";
import { open } from "./testing.ts";

describe("time", () => {
  it("a heartbeat comes by itself", async () => {
    const { live } = await open({ RINGBACK_LIVE_HEARTBEAT_MS: "100" });
    await live.until((frame) => frame.type === "heartbeat");
  });

  it("a client that gives no sign of life is cut off", async () => {
    const { origin, token } = await open({
      RINGBACK_LIVE_HEARTBEAT_MS: "100",
      RINGBACK_LIVE_MISSED_HEARTBEATS: "1",
    });
    const heard = await rawExchange(origin, (socket) =>
      socket.write(
        `GET /ws/chat?token=${token} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      ),
    );
    expect(heard).toMatch(/^HTTP\/1\.1 101 /);
    expect(heard.match(/"type":"heartbeat"/g)).toHaveLength(1);
  });

  test.each<[string, (db: Database) => Promise<unknown>]>([
    ["its terminal is gone", (db) => removeTerminal(db, "alice@pbx.example")],
    [
      "its password is another",
      (db) => changeHa1(db, "alice@pbx.example", "0".repeat(32)),
    ],
  ])(
    "a session ends within 5 s when %s: 4401, and 401 for its token",
    async (_, change) => {
      const { live, db, origin, token } = await open();
      const bob = await openLive(
        origin,
        member(await signIn(origin, "bob@pbx.example"), "token"),
      );
      const began = performance.now();
      await change(db);
      const renewed = await post(origin, "/session/renew", undefined, {
        authorization: `Bearer ${token}`,
      });
      expect(renewed.status).toBe(401);
      expect(await live.closed).toBe(4401);
      expect(performance.now() - began).toBeLessThan(5_000);
      expect(bob.socket.readyState).toBe(WebSocket.OPEN);
    },
    10_000,
  );

  it("a gateway that stops says goodbye: 1001, also to one that does not answer", async () => {
    const { live, origin, token, stop } = await open();
    const deaf = await openLive(origin, token);
    deaf.socket.pause();
    const began = performance.now();
    await stop();
    expect(performance.now() - began).toBeLessThan(3_500);
    expect(await live.closed).toBe(1001);
  });
});
