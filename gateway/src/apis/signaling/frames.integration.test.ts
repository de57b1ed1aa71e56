import { describe, expect, it, test } from "vitest";
import { call } from "../../assembly/testing.ts";
import { GOOD, open } from "./testing.ts";

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
