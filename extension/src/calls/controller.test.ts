import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { socketAddress } from "../gateway/address.ts";
import { deriveHa1 } from "../gateway/challenge.ts";
import { freshToken, requestTicket } from "../gateway/session.ts";
import { callView } from "../testing/call-view.ts";
import { ALICE, LoopbackGateway } from "../testing/loopback-gateway.ts";
import { CallController } from "./controller.ts";
import { callSentence } from "./sentence.ts";
import type { CurrentCall, LiveState } from "./state.ts";
import { LiveStore, readLiveState } from "./store.ts";

let gateway: LoopbackGateway;
let controller: CallController;
let password: string;

async function signer() {
  const ha1 = deriveHa1(ALICE.aor, ALICE.realm, password);
  return { gateway: gateway.address, aor: ALICE.aor, ha1 };
}

/** What a newly started worker makes: nothing is shared with the one before but the browser's storage. */
function newWorker(): CallController {
  return new CallController({
    store: new LiveStore(() => undefined),
    credentials: signer,
    channelAddress: async () => {
      const alice = await signer();
      const { token } = await freshToken(alice, null, Date.now());
      return socketAddress(
        alice.gateway,
        await requestTicket(alice.gateway, token),
      );
    },
    onBeat: () => undefined,
    lingerMs: 50,
  });
}

async function eventually(
  check: (call: CurrentCall, state: LiveState) => void,
): Promise<CurrentCall> {
  return await vi.waitFor(async () => {
    const state = await readLiveState();
    if (state.call === null) throw new Error("there is no call");
    check(state.call, state);
    return state.call;
  });
}

const wanted = {
  number: "+34915550123",
  purpose: "dial",
  origin: null,
} as const;

beforeEach(async () => {
  fakeBrowser.reset();
  password = ALICE.password;
  gateway = await LoopbackGateway.start();
  controller = newWorker();
});
afterEach(() => {
  controller.close();
  gateway.stop();
});

async function placed(): Promise<CurrentCall> {
  await controller.place(wanted);
  return await eventually((call) => expect(call.accepted).toBe(true));
}

describe("a call", () => {
  it("is listened to before it is placed, and followed to its end", async () => {
    const { iden } = await placed();
    expect(gateway.seen.indexOf("/ws/chat")).toBeLessThan(
      gateway.seen.indexOf("/call"),
    );
    expect(gateway.calls).toMatchObject([
      { iden, destination: "+34915550123" },
    ]);
    gateway.update(callView(iden, { state: "active" }));
    await eventually((call) => expect(callSentence(call)).toBe("In call"));
    gateway.update(
      callView(iden, { state: "ended", endReason: "b_busy", outcome: "busy" }),
    );
    await eventually((call) =>
      expect(callSentence(call)).toContain("other party is busy"),
    );
    await vi.waitFor(() => expect(gateway.openSockets).toBe(0));
    await eventually((_, { channel }) => expect(channel).toBe("closed"));
  });

  it("is one at a time", async () => {
    await placed();
    expect(await controller.place(wanted)).toBe(false);
    expect(gateway.calls).toHaveLength(1);
  });

  it("fails with the gateway's reason", async () => {
    gateway.instead.set("/call", () => ({ status: 502, body: { error: "x" } }));
    await controller.place(wanted);
    const call = await eventually(({ failure }) =>
      expect(failure).not.toBeNull(),
    );
    expect(callSentence(call)).toContain("telephone system is not available");
  });

  it("fails at once when the password no longer holds", async () => {
    password = "changed";
    await controller.place(wanted);
    await eventually(({ failure }) => expect(failure).toContain("password"));
    expect(gateway.calls).toHaveLength(0);
  });

  it("is placed also where the live channel does not open", async () => {
    gateway.instead.set("/api/v1/ws-tickets", () => ({
      status: 500,
      body: { error: "x" },
    }));
    await controller.place(wanted);
    await vi.waitFor(() => expect(gateway.calls).toHaveLength(1), 6000);
  });
});

describe("hanging up", () => {
  it("asks the gateway by the call's id", async () => {
    const { iden } = await placed();
    const view = callView(iden, { state: "active" });
    gateway.update(view);
    await eventually((call) => expect(call.view).not.toBeNull());
    await controller.end();
    const frame = { type: "call.end", payload: { callId: view.callId } };
    await vi.waitFor(() => expect(gateway.frames).toContainEqual(frame));
  });

  it("waits for the id where the call has none yet", async () => {
    const { iden } = await placed();
    await controller.end();
    expect(gateway.frames).toEqual([]);
    gateway.update(callView(iden));
    await vi.waitFor(() => expect(gateway.frames).toHaveLength(1));
  });

  it("before the gateway was asked dials nothing", async () => {
    await controller.place(wanted);
    await controller.end();
    await eventually((call) => expect(call.closed).toBe("cancelled"));
    expect(gateway.calls).toHaveLength(0);
  });
});

describe("after the worker was stopped", () => {
  async function stopped(): Promise<string> {
    const { iden } = await placed();
    const seenByState = await readLiveState();
    controller.close();
    // A worker that is stopped writes nothing more: put back what it had written.
    await vi.waitFor(() => expect(gateway.openSockets).toBe(0));
    await vi.waitFor(async () =>
      expect((await readLiveState()).channel).toBe("closed"),
    );
    await fakeBrowser.storage.session.set({ live: seenByState });
    controller = newWorker();
    return iden;
  }

  it("goes on with the call", async () => {
    const iden = await stopped();
    gateway.live = [callView(iden, { state: "active" })];
    await controller.resume();
    await eventually((call) => expect(callSentence(call)).toBe("In call"));
    await controller.end();
    await vi.waitFor(() => expect(gateway.frames).toHaveLength(1));
  });

  it("closes a call that ended meanwhile", async () => {
    await stopped();
    await controller.resume();
    await eventually((call) => expect(call.closed).toBe("lost"));
    await vi.waitFor(() => expect(gateway.openSockets).toBe(0));
  });

  it("opens no socket when nothing is live", async () => {
    await controller.resume();
    expect(gateway.seen).toEqual([]);
  });
});

it("goes on through a broken connection", async () => {
  const { iden } = await placed();
  gateway.live = [callView(iden, { state: "alerting_b" })];
  gateway.dropSockets();
  await eventually((call) =>
    expect(callSentence(call)).toBe("Ringing the other party…"),
  );
});
