import { connect } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { openDoor, rawExchange, testMount } from "./testing.ts";

async function open() {
  const door = await openDoor([testMount("x", () => "")], {
    headersTimeoutMs: 300,
    requestTimeoutMs: 600,
  });
  const answered = async () => {
    const began = performance.now();
    expect((await fetch(`${door.origin}/x/see`)).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(2_000);
  };
  const { port } = new URL(door.origin);
  const dial = () => {
    const socket = connect({ host: "127.0.0.1", port: Number(port) });
    socket.on("error", () => undefined);
    onTestFinished(() => void socket.destroy());
    return socket;
  };
  return { ...door, answered, dial };
}

it("slow headers and slow bodies are cut off, and another client is answered meanwhile", async () => {
  const { dial, answered } = await open();
  const slow = Array.from({ length: 200 }, (_, index) => {
    const socket = dial();
    socket.resume();
    socket.write(
      index % 2 === 0
        ? "GET /x/see HTTP/1.1\r\nX-A: "
        : "POST /x/do HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{",
    );
    const drip = setInterval(() => socket.write("a"), 50);
    return new Promise<void>((resolve) => {
      socket.on("close", () => {
        clearInterval(drip);
        resolve();
      });
    });
  });
  await answered();
  await Promise.all(slow);
  await answered();
}, 15_000);

it("more headers than fit are 431, and another client is answered", async () => {
  const { origin, answered } = await open();
  const headers = "X-Flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(
    9_999,
  );
  const said = await rawExchange(origin, (socket) =>
    socket.write(`GET /x/see HTTP/1.1\r\nHost: x\r\n${headers}\r\n`),
  );
  // Where the reset overtakes the answer, nothing is read of it.
  expect(said).toMatch(/^$|^HTTP\/1\.1 431 /);
  await answered();
});

it("five hundred connections that say nothing keep nobody out", async () => {
  const { dial, answered } = await open();
  for (let i = 0; i < 500; i++) dial();
  await answered();
});
