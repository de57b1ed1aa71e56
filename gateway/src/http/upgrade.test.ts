import { expect, it, test } from "vitest";
import { DomainError, type DomainErrorKind } from "../calls/errors.ts";
import { openDoor, rawExchange } from "./testing.ts";
import type { UpgradeHandler } from "./upgrade.ts";

const upgrade = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;

const nobody = () => new DomainError("unauthenticated", "invalid", "invalid");

function open(handler: UpgradeHandler) {
  return openDoor([], { upgrades: new Map([["/ws", handler]]) });
}

test.each(["/", "/ws/", "/WS", "/ws/chat", "/wsx?ws", "//ws"])(
  "%s is no path of ours: 404, and the socket is closed",
  async (path) => {
    const { origin } = await open(() => Promise.resolve());
    expect(
      await rawExchange(origin, (socket) => socket.write(upgrade(path))),
    ).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
  },
);

it("the handler gets the query, and its refusal is sent", async () => {
  let token: string | null = null;
  const { origin } = await open((_, __, ___, query) => {
    token = query.get("token");
    return Promise.reject(nobody());
  });
  const answer = await rawExchange(origin, (socket) =>
    socket.write(upgrade("/ws?token=a%2Bb?c")),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
  expect(token).toBe("a+b");
});

it("a handler that fails is 500, told once", async () => {
  const { origin, faults } = await open(() =>
    Promise.reject(new Error("inside")),
  );
  const answer = await rawExchange(origin, (socket) =>
    socket.write(upgrade("/ws")),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 500 /);
  expect(answer).not.toContain("inside");
  expect(faults).toHaveLength(1);
});

it("a refusal that cannot be told is sent all the same", async () => {
  const told: unknown[] = [];
  const { origin } = await openDoor([], {
    upgrades: new Map([["/ws", () => Promise.reject(nobody())]]),
    onRefused: () => {
      throw new Error("of the log");
    },
    onFault: (fault) => told.push(fault),
  });
  const answer = await rawExchange(origin, (socket) =>
    socket.write(upgrade("/ws")),
  );
  expect(answer).toMatch(/^HTTP\/1\.1 401 Unauthorized\r\n/);
  expect(String(told)).toContain("of the log");
});

it.each<[DomainErrorKind, string]>([
  ["unauthenticated", "401 Unauthorized"],
  ["forbidden", "403 Forbidden"],
  ["rate", "429 Too Many Requests"],
  ["pbx", "502 Bad Gateway"],
  ["internal", "500 Internal Server Error"],
])(
  "%s is told as %s, once, and only our own faults are faults",
  async (kind, line) => {
    const error = new DomainError(kind, "code", "inside");
    const { origin, faults, refused } = await open(() => Promise.reject(error));
    const answer = await rawExchange(origin, (socket) =>
      socket.write(upgrade("/ws")),
    );
    expect(answer).toMatch(`HTTP/1.1 ${line}\r\n`);
    expect(answer).not.toContain("inside");
    expect(refused).toEqual([error]);
    expect(faults).toHaveLength(["pbx", "internal"].includes(kind) ? 1 : 0);
  },
);

it("a refused client that never closes its side does not hold the socket", async () => {
  const { origin, close } = await open(() => Promise.reject(nobody()));
  await rawExchange(origin, (socket) => socket.write(upgrade("/ws")));
  await close();
});

it("a socket that is reset while it is looked at does not end the process", async () => {
  const looked = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const { origin, post } = await open(async (_, stream) => {
    stream.on("close", gone.resolve);
    looked.resolve();
    await gone.promise;
    throw nobody();
  });
  await rawExchange(origin, (socket) => {
    socket.write(upgrade("/ws"));
    void looked.promise.then(() => socket.resetAndDestroy());
  });
  await gone.promise;
  expect((await post("/")).status).toBe(404);
});
