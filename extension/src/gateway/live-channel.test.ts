import type { ServerFrame } from "@ringback/shared/signaling/schema.ts";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { callView } from "../testing/call-view.ts";
import { ALICE, LoopbackGateway } from "../testing/loopback-gateway.ts";
import { socketAddress } from "./address.ts";
import { deriveHa1 } from "./challenge.ts";
import { GatewayFault } from "./fault.ts";
import { type ChannelOptions, LiveChannel } from "./live-channel.ts";
import { freshToken, requestTicket } from "./session.ts";

let gateway: LoopbackGateway;
let channel: LiveChannel;
let frames: ServerFrame[];
let states: string[];

async function address(): Promise<string> {
  const signer = {
    gateway: gateway.address,
    aor: ALICE.aor,
    ha1: deriveHa1(ALICE.aor, ALICE.realm, ALICE.password),
  };
  const { token } = await freshToken(signer, null, Date.now());
  return socketAddress(
    signer.gateway,
    await requestTicket(signer.gateway, token),
  );
}

function make(part: Partial<ChannelOptions> = {}): LiveChannel {
  return new LiveChannel({
    address,
    onFrame: (frame) => frames.push(frame),
    onState: (state) => states.push(state),
    onRefused: () => states.push("refused"),
    random: () => 0,
    ...part,
  });
}

beforeEach(async () => {
  gateway = await LoopbackGateway.start();
  frames = [];
  states = [];
});
afterEach(() => {
  channel.close();
  gateway.stop();
});

it("is open when the snapshot is there, and hears changes", async () => {
  channel = make();
  channel.open();
  await vi.waitFor(() => expect(channel.isFollowing).toBe(true));
  gateway.update(callView("abc"));
  await vi.waitFor(() =>
    expect(frames.map(({ type }) => type)).toEqual([
      "call_snapshot",
      "call_updated",
    ]),
  );
  expect(states).toEqual(["connecting", "open"]);
});

it("drops frames that are not of the contract", async () => {
  channel = make();
  channel.open();
  await vi.waitFor(() => expect(channel.isFollowing).toBe(true));
  gateway.say({ type: "call_updated", data: { state: "active" }, seq: 1 });
  gateway.say({ type: "heartbeat", data: {} });
  await vi.waitFor(() => expect(frames).toHaveLength(2));
  expect(frames[1]?.type).toBe("heartbeat");
});

it("comes back with a new ticket after the connection broke", async () => {
  channel = make();
  channel.open();
  await vi.waitFor(() => expect(channel.isFollowing).toBe(true));
  gateway.dropSockets();
  await vi.waitFor(() => expect(channel.isFollowing).toBe(false));
  await vi.waitFor(() => expect(channel.isFollowing).toBe(true));
  expect(gateway.seen.filter((path) => path === "/ws/chat")).toHaveLength(2);
});

it("beats, and drops a connection on which nothing is heard", async () => {
  let beats = 0;
  channel = make({ heartbeatMs: 30, onBeat: () => (beats += 1) });
  channel.open();
  await vi.waitFor(() =>
    expect(gateway.frames).toContainEqual({ type: "heartbeat", payload: {} }),
  );
  expect(beats).toBeGreaterThan(0);
  // From here on the gateway is silent, as a network that lost the connection is.
  gateway.say = () => undefined;
  await vi.waitFor(() => expect(channel.isFollowing).toBe(false));
});

it("sends only when connected", async () => {
  channel = make();
  const end = { type: "call.end", payload: { callId: "x" } } as const;
  expect(channel.send(end)).toBe(false);
  channel.open();
  await vi.waitFor(() => expect(channel.isFollowing).toBe(true));
  expect(channel.send(end)).toBe(true);
  await vi.waitFor(() => expect(gateway.frames).toEqual([end]));
});

it("stays closed once closed, also while an address is awaited", async () => {
  const awaited = Promise.withResolvers<string>();
  channel = make({ address: () => awaited.promise });
  channel.open();
  channel.close();
  awaited.resolve(await address());
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(gateway.openSockets).toBe(0);
  expect(states).toEqual(["connecting", "closed"]);
});

it("gives up only where trying again cannot help", async () => {
  let attempts = 0;
  const address = () => {
    attempts += 1;
    const kind = attempts < 3 ? "network" : "sign_in_refused";
    return Promise.reject(new GatewayFault(kind));
  };
  channel = make({ address });
  channel.open();
  await vi.waitFor(() => expect(states).toContain("refused"), 3000);
  expect(attempts).toBe(3);
  expect(states.slice(-2)).toEqual(["closed", "refused"]);
});
