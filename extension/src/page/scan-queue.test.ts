import { beforeEach, expect, it, vi } from "vitest";
import { type Depth, ScanQueue } from "./scan-queue.ts";

const INSIDE: Readonly<Record<string, readonly string[]>> = {
  page: ["list", "foot"],
  list: ["item"],
};
let read: [string, Depth][];
let idle: (() => void)[];
let queue: ScanQueue<string>;

beforeEach(() => {
  read = [];
  idle = [];
  queue = new ScanQueue(
    (block, depth) => {
      read.push([block, depth]);
      return INSIDE[block] ?? [];
    },
    (work) => idle.push(work),
  );
});

function runIdle(): void {
  const work = idle.shift();
  work?.();
}

it("reads nothing before the page is idle", () => {
  queue.add("page", "deep");
  expect(read).toEqual([]);
  runIdle();
  expect(read).toEqual([
    ["page", "deep"],
    ["list", "inside"],
    ["item", "inside"],
    ["foot", "inside"],
  ]);
  expect(idle).toEqual([]);
});

it("reads a block once however often it changed, and no deeper than asked", () => {
  queue.add("list", "own");
  queue.add("list", "own");
  runIdle();
  expect(read).toEqual([["list", "own"]]);
});

it("keeps the deeper of two wishes", () => {
  queue.add("list", "deep");
  queue.add("list", "own");
  runIdle();
  expect(read).toEqual([
    ["list", "deep"],
    ["item", "inside"],
  ]);
});

it("reads what changed before the rest of the page", () => {
  const clock = vi.spyOn(performance, "now");
  clock.mockReturnValueOnce(0).mockReturnValueOnce(100);
  queue.add("page", "deep");
  runIdle();
  clock.mockRestore();
  queue.add("toast", "own");
  runIdle();
  expect(read.map(([block]) => block)).toEqual([
    "page",
    "toast",
    "list",
    "item",
    "foot",
  ]);
});

it("gives the page its turn after 8 ms", () => {
  let now = 0;
  const clock = vi.spyOn(performance, "now").mockImplementation(() => {
    now += 3;
    return now;
  });
  queue.add("page", "deep");
  runIdle();
  expect(read).toHaveLength(3);
  expect(idle).toHaveLength(1);
  runIdle();
  expect(read).toHaveLength(4);
  clock.mockRestore();
});

it("forgets what waits", () => {
  queue.add("page", "deep");
  queue.clear();
  runIdle();
  expect(read).toEqual([]);
});
