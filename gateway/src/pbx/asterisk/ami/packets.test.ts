import { expect, test } from "vitest";
import { quickOptions, startServer, until, upTransport } from "./testing.ts";

test("what is asked in one go is answered each; the last word before leaving is Logoff", async () => {
  const { port, actions } = await startServer();
  const { transport } = await upTransport(quickOptions(port));
  await Promise.all([1, 2, 3].map(() => transport.send({ action: "Ping" })));
  await transport.stop();
  await until(() => actions.at(-1)?.get("Action") === "Logoff");
  const names = actions.map((action) => action.get("Action"));
  expect(names.slice(-4)).toEqual(["Ping", "Ping", "Ping", "Logoff"]);
});
