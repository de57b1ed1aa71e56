import { describe, expect, it, test } from "vitest";
import { WebSocket } from "ws";
import {
  call,
  member,
  openGateway,
  openLive,
  post,
  signIn,
} from "../../assembly/testing.ts";
import { rawExchange } from "../../http/testing.ts";
import type { Database } from "../../store/database.ts";
import { changeHa1, removeTerminal } from "../../terminals/local/admin.ts";

const GOOD = "+34900123456";

async function open(env: Record<string, string> = {}) {
  const house = await openGateway(env);
  const token = member(await signIn(house.origin), "token");
  const live = await openLive(house.origin, token);
  await live.until((frame) => frame.type === "call_snapshot");
  return { ...house, token, live };
}

function refused(origin: string, query: string): Promise<number> {
  const socket = new WebSocket(
    `${origin.replace("http", "ws")}/ws/chat${query}`,
  );
  return new Promise((resolve, reject) => {
    socket.on("open", () => reject(new Error("it opened")));
    socket.on("error", () => {});
    socket.on("unexpected-response", (_, answer) => {
      resolve(answer.statusCode ?? 0);
      socket.terminate();
    });
  });
}

describe("opening", () => {
  it("needs a token; without one there is no socket", async () => {
    const { origin } = await open();
    for (const query of ["", "?token=", "?token=junk", "?ticket=junk"])
      expect(await refused(origin, query)).toBe(401);
  });

  it("one user has so many sockets and no more; those that are open stay, others notice nothing", async () => {
    const { origin, token, live } = await open({
      RINGBACK_LIVE_SOCKETS_PER_USER: "2",
    });
    const second = await openLive(origin, token);
    expect(await refused(origin, `?token=${token}`)).toBe(429);
    expect([live.socket.readyState, second.socket.readyState]).toEqual([
      WebSocket.OPEN,
      WebSocket.OPEN,
    ]);
    await openLive(
      origin,
      member(await signIn(origin, "bob@pbx.example"), "token"),
    );
    second.socket.terminate();
    await expect
      .poll(() =>
        openLive(origin, token).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
  });

  it("a ticket opens one socket", async () => {
    const { origin, token } = await open();
    const ticket = member(
      await post(origin, "/api/v1/ws-tickets", undefined, {
        authorization: `Bearer ${token}`,
      }),
      "data.ticket",
    );
    const socket = new WebSocket(
      `${origin.replace("http", "ws")}/ws/chat?ticket=${ticket}`,
    );
    await new Promise((resolve) => socket.on("open", resolve));
    socket.terminate();
    expect(await refused(origin, `?ticket=${ticket}`)).toBe(401);
  });
});

describe("calls", () => {
  it("are told as they happen, in growing numbers, each once", async () => {
    const { origin, simulator, live } = await open();
    await call(origin, GOOD);
    await live.state("active");
    simulator.phones.hangup("alice");
    const { data } = await live.state("ended");
    expect(data).toMatchObject({ outcome: "completed", endedBy: "caller" });
    const states = live.frames.flatMap((frame) => frame.data?.state ?? []);
    expect([...new Set(states)]).toEqual([
      "created",
      "alerting_a",
      "alerting_b",
      "connecting",
      "active",
      "ended",
    ]);
    const seqs = live.frames.flatMap((frame) => frame.seq ?? []);
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
  });

  it("are their user's alone", async () => {
    const { origin, live } = await open();
    const bob = await openLive(
      origin,
      member(await signIn(origin, "bob@pbx.example"), "token"),
    );
    await call(origin, GOOD);
    await live.state("active");
    await bob.until((frame) => frame.type === "call_snapshot");
    bob.tell({ type: "heartbeat" });
    await bob.until((frame) => frame.type === "heartbeat.ack");
    expect(bob.frames.map((frame) => frame.type)).toEqual([
      "call_snapshot",
      "heartbeat.ack",
    ]);
  });

  it("snapshots taken in the middle of a call go on without gap or repeat", async () => {
    const { origin, simulator, token, live } = await open();
    await call(origin, GOOD);
    const late = await Promise.all(
      Array.from({ length: 10 }, () => openLive(origin, token)),
    );
    await live.state("active");
    simulator.phones.hangup("alice");
    await live.state("ended");
    const all = live.frames.flatMap((frame) => frame.seq ?? []);
    for (const { frames, state } of late) {
      await state("ended");
      const [snapshot, ...updates] = frames;
      expect(snapshot?.type).toBe("call_snapshot");
      expect(snapshot?.data?.calls).toHaveLength(1);
      expect(updates.map((frame) => frame.seq)).toEqual(
        all.filter((seq) => seq > (snapshot?.seq ?? Number.NaN)),
      );
    }
  });

  it("call.end hangs up", async () => {
    const { origin, live, simulator } = await open();
    await call(origin, GOOD);
    const { data } = await live.state("active");
    live.tell({ type: "call.end", payload: { callId: data?.callId } });
    const ended = await live.state("ended");
    expect(ended.data).toMatchObject({ outcome: "completed", endedBy: "user" });
    await expect.poll(() => simulator.channels()).toBe(0);
  });

  it("call.end right after the click cancels it", async () => {
    const { origin, live, simulator } = await open();
    simulator.phones.script("alice", { does: "noanswer" });
    await call(origin, GOOD);
    const { data } = await live.state("alerting_a");
    live.tell({ type: "call.end", payload: { callId: data?.callId } });
    const ended = await live.state("ended");
    expect(ended.data).toMatchObject({
      outcome: "cancelled",
      endReason: "cancelled_by_user",
    });
    await expect.poll(() => simulator.channels()).toBe(0);
  });

  it("somebody else's call.end is unauthorized, and nothing ends", async () => {
    const { origin, live } = await open();
    await call(origin, GOOD);
    const { data } = await live.state("active");
    const bob = await openLive(
      origin,
      member(await signIn(origin, "bob@pbx.example"), "token"),
    );
    bob.tell({ type: "call.end", payload: { callId: data?.callId } });
    const { payload } = await bob.until((frame) => frame.type === "call_error");
    expect(payload).toEqual({
      callId: data?.callId,
      errorType: "unauthorized",
      message: "Not your call",
    });
    expect(live.frames.some((frame) => frame.data?.state === "ending")).toBe(
      false,
    );
  });
});

describe("bad frames get a call_error and the socket stays", () => {
  test.each<[string, string | Buffer, string]>([
    ["no JSON", "{", "parse_error"],
    ["no object", "[]", "parse_error"],
    ["no payload", '{"type":"call.end"}', "parse_error"],
    ["an unknown call frame", '{"type":"call.x"}', "parse_error"],
    ["bytes", Buffer.from([1, 2, 3]), "parse_error"],
    [
      "accept",
      '{"type":"call.accept","payload":{"callId":"c"}}',
      "invalid_status",
    ],
    [
      "an unknown call",
      '{"type":"call.end","payload":{"callId":"c"}}',
      "call_not_found",
    ],
  ])("%s", async (_, frame, errorType) => {
    const { live } = await open();
    live.socket.send(frame);
    const { payload } = await live.until((it) => it.type === "call_error");
    expect(payload?.errorType).toBe(errorType);
    live.tell({ type: "heartbeat" });
    await live.until((it) => it.type === "heartbeat.ack");
  });

  it("a call that has ended already", async () => {
    const { origin, live, simulator } = await open();
    simulator.phones.script("alice", { does: "busy" });
    await call(origin, GOOD);
    const { data } = await live.state("ended");
    live.tell({ type: "call.end", payload: { callId: data?.callId } });
    const { payload } = await live.until((it) => it.type === "call_error");
    expect(payload?.errorType).toBe("invalid_status");
  });
});

describe("limits", () => {
  it("too many frames: an error, then 1008", async () => {
    const { live } = await open();
    for (let i = 0; i < 100; i++) live.tell("{}");
    expect(await live.closed).toBe(1008);
    expect(live.frames.at(-1)?.payload?.errorType).toBe("service_error");
  });

  it("pings count as well", async () => {
    const { live } = await open();
    for (let i = 0; i < 100; i++) live.socket.ping();
    expect(await live.closed).toBe(1008);
  });

  it("a frame that is too long: 1009", async () => {
    const { live } = await open();
    live.tell(`"${"a".repeat(16_384)}"`);
    expect(await live.closed).toBe(1009);
  });

  it("text that is none: 1007, and the gateway lives", async () => {
    const { live, origin } = await open();
    live.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect(await live.closed).toBe(1007);
    expect((await fetch(`${origin}/health`)).status).toBe(200);
  });
});

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
