import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { ClientTransport } from "../pbx/asterisk/ami/client-transport.ts";
import { quickOptions, startServer } from "../pbx/asterisk/ami/testing.ts";
import { knock, Line } from "./line.ts";

async function open(answer: Parameters<typeof startServer>[0]) {
  const { port } = await startServer(answer);
  const line = new Line(new ClientTransport(quickOptions(port)));
  onTestFinished(() => line.close());
  expect(await line.open()).toBeUndefined();
  return line;
}

test("tells a missing right from a thing that is not there", async () => {
  const line = await open((peer, action) => {
    if (action.get("Action") === "Hangup")
      peer.error(action, "No such channel");
    else if (action.get("Action") === "CoreStatus")
      peer.answer(action, "Success", [["Message", "here"]]);
    else peer.error(action, "Permission denied");
  });
  expect(await line.ask({ action: "Hangup" })).toMatchObject({
    kind: "failed",
  });
  expect(await line.ask({ action: "CoreStatus" })).toEqual({
    kind: "done",
    message: "here",
  });
  expect(await line.ask({ action: "Originate" })).toMatchObject({
    kind: "denied",
  });
  expect(await line.list({ action: "ShowDialPlan" })).toMatchObject({
    kind: "denied",
  });
  expect(await line.read("VERSION()")).toBe("");
});

test("a PBX that does not answer is no answer, not an empty one", async () => {
  const line = await open(() => undefined);
  await expect(line.read("VERSION()")).rejects.toThrow("no answer");
});

test("one attempt, and its reason", async () => {
  const { port } = await startServer();
  const options = quickOptions(port, { secret: "wrong" });
  const line = new Line(new ClientTransport(options));
  expect(await line.open()).toContain("login refused");
});

test("knocking at a port with and without somebody behind it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  expect(await knock({ host: "127.0.0.1", port }, 500)).toBeUndefined();
  await new Promise((resolve) => server.close(resolve));
  expect(await knock({ host: "127.0.0.1", port }, 500)).toContain(
    "ECONNREFUSED",
  );
});
