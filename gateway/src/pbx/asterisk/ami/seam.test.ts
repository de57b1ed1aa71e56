import { EventEmitter } from "node:events";
import AmiClient, { type AmiClientConnection } from "asterisk-ami-client";
import packageJson from "asterisk-ami-client/package.json" with {
  type: "json",
};
import { expect, test, vi } from "vitest";
import { quickOptions, startServer, upTransport } from "./testing.ts";

const OPTIONS = {
  reconnect: false,
  keepAlive: false,
  emitEventsByTypes: false,
  emitResponsesById: false,
  dontDeleteSpecActionId: true,
};

class FakeConnection
  extends EventEmitter
  implements AmiClientConnection<{ ActionID: string }>
{
  isConnected = true;
  write = vi.fn<(message: { ActionID: string }) => void>();
  close = vi.fn<() => void>();
}

test("the pinned version is the one the seam was read in", () => {
  expect(packageJson.version).toBe("1.1.5");
});

test("the client takes our connection from `_connector` and nothing else", async () => {
  const client = new AmiClient<{ ActionID: string }, FakeConnection>(OPTIONS);
  expect(Object.hasOwn(client, "_connector")).toBe(true);
  const connection = new FakeConnection();
  const connect = vi.fn(async () => connection);
  client._connector = { connect };
  expect(await client.connect("", "", {})).toBe(connection);
  expect(connect).toHaveBeenCalledOnce();

  const heard: unknown[] = [];
  client.on("event", (event) => heard.push(event));
  client.on("response", (response) => heard.push(response));
  const event = { Event: "error" };
  const response = { Response: "Success", ActionID: "--spec_1" };
  connection.emit("event", event);
  connection.emit("response", response);
  expect(heard).toEqual([event, response]);
  expect(heard[0]).toBe(event);
  expect(response.ActionID).toBe("--spec_1");

  const action = Object.freeze({ ActionID: "a" });
  client.action(action);
  expect(connection.write.mock.calls).toEqual([[action]]);
});

test("the transport's bytes go through the client, the secret does not", async () => {
  const { port, actions } = await startServer();
  const login = vi.spyOn(AmiClient.prototype, "connect");
  const through = vi.spyOn(AmiClient.prototype, "action");
  const { transport } = await upTransport(quickOptions(port));
  await transport.send({ action: "Ping" });
  expect(through).toHaveBeenCalledOnce();
  expect(actions).toHaveLength(1);
  expect(login.mock.calls).toEqual([["", "", {}]]);
});
