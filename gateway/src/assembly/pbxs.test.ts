import { expect, onTestFinished, test, vi } from "vitest";
import type { Environment } from "../config/env.ts";
import { loadConfig } from "../config/load.ts";
import { leastEnvironment, testConfig } from "../config/testing.ts";
import { startServer, TEST_LOGIN } from "../pbx/asterisk/ami/testing.ts";
import { createTransport } from "./pbxs.ts";

const NAMES = { message: "follow", item: "Item", complete: "ListComplete" };

/** A connection as this configuration has it, to a server whose lists have as many items as are asked for. */
async function listsOf(env: Environment) {
  const { port } = await startServer((peer, action) => {
    const length = Number(action.get("Items") ?? 0);
    peer.list(action, NAMES, new Array<[]>(length).fill([]));
  });
  const { main } = testConfig({
    ...env,
    RINGBACK_PBX_MAIN_PORT: String(port),
    RINGBACK_PBX_MAIN_SECRET: TEST_LOGIN.secret,
  }).pbx;
  if (main === undefined) throw new Error("no PBX of this name");
  const transport = createTransport(main);
  onTestFinished(() => transport.stop());
  transport.start();
  await vi.waitUntil(() => transport.state === "up");
  return (Items: number) =>
    transport.list({ action: "CoreShowChannels", headers: { Items } });
}

test.each([
  ["50,000 by default", {}, 50_000],
  [
    "what maxListItems says",
    { RINGBACK_PBX_MAIN_MAX_LIST_ITEMS: "2000" },
    2_000,
  ],
])("items of a list from the PBX: %s, not one more", async (_, env, most) => {
  const list = await listsOf(env);
  expect(await list(most)).toHaveLength(most);
  await expect(list(most + 1)).rejects.toMatchObject({
    kind: "rejected",
    message: `the list is longer than ${most} items (maxListItems)`,
  });
  expect(await list(1)).toHaveLength(1);
});

test.each(["999", "1000001", "many"])("maxListItems cannot be %s", (wrong) => {
  const { faults } = loadConfig({
    env: { ...leastEnvironment, RINGBACK_PBX_MAIN_MAX_LIST_ITEMS: wrong },
  });
  expect(faults).toMatchObject([{ key: "pbx.main.maxListItems" }]);
});
