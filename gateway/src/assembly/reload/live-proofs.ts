/** Open sockets, and the log. */
import { once } from "node:events";
import { expect } from "vitest";
import { WebSocket } from "ws";
import { removeTerminal } from "../../terminals/local/admin.ts";
import {
  member,
  type Opened,
  openGateway,
  openLive,
  signIn,
} from "../testing.ts";
import { type Proof, seen, sleep } from "./proof.ts";

const LIVE = "RINGBACK_LIVE_";

const tokenOf = async (origin: string, aor?: string) =>
  member(await signIn(origin, aor), "token");

const openFor = async (origin: string, aor?: string) =>
  openLive(origin, await tokenOf(origin, aor));

type Live = Awaited<ReturnType<typeof openFor>>;
const isOpen = ({ socket }: Live) => socket.readyState === WebSocket.OPEN;

/** The close code within half a second, or that it stays open. */
const fate = ({ closed }: Live) =>
  Promise.race([closed, sleep(500).then(() => "open")]);

/** One socket, open from before the reload until after it. */
const stays = (
  key: string,
  name: string,
  values: { before: string; after: string; env?: Record<string, string> },
  prove: (live: Live, gateway: Opened, reload: () => void) => Promise<void>,
): Proof => ({
  keys: [`live.${key}`],
  prove: async () => {
    const { before, after, env } = values;
    const gateway = await openGateway({ ...env, [LIVE + name]: before });
    const live = await openFor(gateway.origin);
    await prove(live, gateway, () => {
      gateway.reload({ [LIVE + name]: after });
    });
  },
});

export const liveProofs: readonly Proof[] = [
  stays(
    "heartbeatMs",
    "HEARTBEAT_MS",
    { before: "20000", after: "100" },
    async (live, _, reload) => {
      const beats = () =>
        live.frames.filter(({ type }) => type === "heartbeat").length;
      await sleep(300);
      expect(beats()).toBe(0);
      reload();
      await expect.poll(beats, { timeout: 2_000 }).toBeGreaterThan(2);
      expect(isOpen(live)).toBe(true);
    },
  ),
  stays(
    "recheckMs",
    "RECHECK_MS",
    { before: "5000", after: "100" },
    async (live, { db }, reload) => {
      await removeTerminal(db, "alice@pbx.example");
      expect(await fate(live)).toBe("open");
      reload();
      expect(await fate(live)).toBe(4401);
    },
  ),
  stays(
    "missedHeartbeats",
    "MISSED_HEARTBEATS",
    {
      before: "10",
      after: "1",
      env: { [`${LIVE}HEARTBEAT_MS`]: "100" },
    },
    async (live, { origin }, reload) => {
      const silent = new WebSocket(
        `${origin.replace("http", "ws")}/ws/chat?token=${await tokenOf(origin)}`,
        { autoPong: false },
      );
      await once(silent, "open");
      const closed = once(silent, "close");
      await sleep(400);
      expect(silent.readyState).toBe(WebSocket.OPEN);
      reload();
      await closed;
      expect(isOpen(live), "one that answers").toBe(true);
    },
  ),
  seen("live.maxFrameBytes", {
    change: { [`${LIVE}MAX_FRAME_BYTES`]: "1024" },
    look: async ({ origin }) => {
      const live = await openFor(origin);
      live.tell({ type: "heartbeat", payload: "x".repeat(2_000) });
      return fate(live);
    },
    was: "open",
    is: 1009,
  }),
  stays(
    "framesPerSecond",
    "FRAMES_PER_SECOND",
    { before: "1000", after: "1" },
    async (live, _, reload) => {
      const flood = () => {
        for (let i = 0; i < 20; i++) live.tell({ type: "heartbeat" });
      };
      flood();
      expect(await fate(live)).toBe("open");
      reload();
      flood();
      expect(await fate(live)).toBe(1008);
    },
  ),
  stays(
    "socketsPerUser",
    "SOCKETS_PER_USER",
    { before: "20", after: "1" },
    async (live, { origin }, reload) => {
      (await openFor(origin)).socket.terminate();
      reload();
      await expect(openFor(origin)).rejects.toThrow("429");
      expect(isOpen(live)).toBe(true);
    },
  ),
  seen("log.level", {
    change: { RINGBACK_LOG_LEVEL: "error" },
    look: async ({ origin, lines }) => {
      const before = lines.length;
      await fetch(`${origin}/health`);
      return lines.length - before;
    },
    was: 1,
    is: 0,
  }),
];
