import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bench, bench } from "./testing.ts";

let cli: Bench;
beforeAll(() => {
  cli = bench();
});
afterAll(() => cli.remove());

test("users are added, listed and removed by name or id", async () => {
  expect(await cli.ringback(["user", "add", "alice"])).toMatchObject({
    code: 0,
  });
  const added = await cli.ringback(["user", "add", "Bob Builder", "--json"]);
  const { id } = JSON.parse(added.out);
  expect(id).toMatch(/^[0-9a-z]{26}$/);

  const table = await cli.ringback(["user", "list"]);
  expect(table.out.split("\n")[0]).toMatch(/^ID +NAME +TERMINALS$/);
  expect(table.out).toContain("alice");
  const list = await cli.ringback(["user", "list", "--json"]);
  expect(JSON.parse(list.out)).toEqual([
    { id, name: "Bob Builder", terminals: 0 },
    expect.objectContaining({ name: "alice" }),
  ]);

  expect(await cli.ringback(["user", "remove", id])).toMatchObject({ code: 0 });
  expect(await cli.ringback(["user", "remove", "alice"])).toMatchObject({
    code: 0,
  });
  expect(
    JSON.parse((await cli.ringback(["user", "list", "--json"])).out),
  ).toEqual([]);
});

test("what cannot be done is one sentence", async () => {
  await cli.ringback(["user", "add", "carol"]);
  const again = await cli.ringback(["user", "add", "carol"]);
  expect(again).toEqual({
    code: 1,
    out: "",
    err: "ringback: there is a user named carol already\n",
  });
  expect(await cli.ringback(["user", "remove", "nobody"])).toMatchObject({
    code: 1,
  });
});
