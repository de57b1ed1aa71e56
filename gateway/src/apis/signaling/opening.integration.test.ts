import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { member, openLive, post, signIn } from "../../assembly/testing.ts";
import { open } from "./testing.ts";

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
