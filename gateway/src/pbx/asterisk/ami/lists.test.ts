import { expect, test } from "vitest";
import { quickOptions, startServer, upTransport } from "./testing.ts";

const NAMES = { message: "follow", item: "Item", complete: "ListComplete" };
const MOST = 1_000;

/** A server whose lists have as many items as were asked for. */
async function startLists() {
  const { port } = await startServer((peer, action) => {
    const length = Number(action.get("Items"));
    if (Number.isNaN(length)) peer.answer(action, "Success");
    else {
      const items = Array.from({ length }, (_, i) => [["N", i]] as const);
      peer.list(action, NAMES, items);
    }
  });
  const started = await upTransport(quickOptions(port, { maxListItems: MOST }));
  const list = (Items: number) =>
    started.transport.list({ action: "Status", headers: { Items } });
  return { ...started, list };
}

test("a list of maxListItems is whole, and every list counts for itself", async () => {
  const { list } = await startLists();
  const [one, two] = await Promise.all([list(MOST), list(MOST)]);
  expect(one?.map((item) => item.get("N"))).toEqual(
    Array.from({ length: MOST }, (_, i) => String(i)),
  );
  expect(two).toHaveLength(MOST);
});

test("one item more is refused by name, and the connection goes on", async () => {
  const { transport, events, list } = await startLists();
  const refused = list(MOST + 1);
  const whole = list(MOST);
  await expect(refused).rejects.toMatchObject({
    name: "AmiError",
    kind: "rejected",
    message: "the list is longer than 1000 items (maxListItems)",
  });
  expect(await whole).toHaveLength(MOST);
  const pong = await transport.send({ action: "Ping" });
  expect(pong.get("Response")).toBe("Success");
  expect(transport.stats()).toMatchObject({ connects: 1, timeouts: 0 });
  expect(events).toEqual([]);
});

test("what still comes of a refused list is no event of the PBX", async () => {
  const { events, list } = await startLists();
  await expect(list(3 * MOST)).rejects.toMatchObject({ kind: "rejected" });
  expect(await list(1)).toHaveLength(1);
  expect(events).toEqual([]);
});
