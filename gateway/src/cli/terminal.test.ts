import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../store/database.ts";
import { type Bench, bench } from "./testing.ts";

let cli: Bench;
beforeAll(async () => {
  cli = bench();
  await cli.ringback(["user", "add", "alice"]);
});
afterAll(() => cli.remove());

const add = (aor: string, ...more: string[]) => [
  ...["terminal", "add", "--user", "alice", "--aor", aor],
  ...["--endpoint", "alice", "--extension", "101", ...more],
];

async function storedHa1(username: string): Promise<string | undefined> {
  const db = openDatabase({
    file: join(cli.folder, "ringback.sqlite"),
    busyTimeoutMs: 1000,
  });
  const row = await db
    .selectFrom("terminals")
    .select("ha1")
    .where("username", "=", username)
    .executeTakeFirst();
  await db.destroy();
  return row?.ha1;
}

const md5 = (text: string) => createHash("md5").update(text).digest("hex");

test("--generate shows a fresh secret once and keeps only HA1", async () => {
  const { code, out } = await cli.ringback(
    add("gen@pbx.example", "--generate"),
  );
  expect(code).toBe(0);
  const secret =
    /Secret, shown only now: ([0-9a-f]{40})\n/.exec(out)?.[1] ?? "";
  expect(await storedHa1("gen")).toBe(md5(`gen:pbx.example:${secret}`));
  const json = await cli.ringback(
    add("gen2@pbx.example", "--generate", "--json"),
  );
  expect(JSON.parse(json.out)).toMatchObject({ aor: "gen2@pbx.example" });
  expect(JSON.parse(json.out).secret).not.toBe(secret);
});

test("--password-stdin takes the line as it is, but for its end", async () => {
  const { code, out } = await cli.ringback(
    add("pw@pbx.example", "--password-stdin"),
    {
      stdin: " pä ss \n",
    },
  );
  expect(code).toBe(0);
  expect(out).not.toContain("pä ss");
  expect(await storedHa1("pw")).toBe(md5("pw:pbx.example: pä ss "));
});

test("--ha1 is kept as it is", async () => {
  const ha1 = md5("x");
  await cli.ringback(add("ha@pbx.example", "--ha1", ha1.toUpperCase()));
  expect(await storedHa1("ha")).toBe(ha1);
});

test("exactly one way to give the credential", async () => {
  for (const ways of [
    [],
    ["--generate", "--password-stdin"],
    ["--generate", "--ha1", md5("")],
  ]) {
    const { code, err } = await cli.ringback(add("w@pbx.example", ...ways));
    expect(code).toBe(2);
    expect(err).toContain("one of --generate, --password-stdin and --ha1");
  }
  expect(
    await cli.ringback(add("w@pbx.example", "--password-stdin")),
  ).toMatchObject({
    code: 2,
  });
});

test("a domain that no PBX serves is refused", async () => {
  const { code, err } = await cli.ringback(
    add("a@elsewhere.example", "--generate"),
  );
  expect(code).toBe(1);
  expect(err).toContain("known are pbx.example");
});

test("terminals are listed and removed", async () => {
  await cli.ringback(
    add("list@pbx.example", "--generate", "--number", "+34 900 123 456"),
  );
  const list = await cli.ringback(["terminal", "list", "--json"]);
  expect(JSON.parse(list.out)).toContainEqual({
    id: expect.stringMatching(/^[0-9a-z]{26}$/),
    aor: "list@pbx.example",
    user: "alice",
    endpoint: "alice",
    extension: "101",
    number: "+34900123456",
  });
  expect((await cli.ringback(["terminal", "list"])).out).toMatch(
    /list@pbx\.example +alice +alice +101 +\+34900123456 /,
  );
  const removed = await cli.ringback([
    "terminal",
    "remove",
    "list@pbx.example",
  ]);
  expect(removed.code).toBe(0);
  expect((await cli.ringback(["terminal", "list"])).out).not.toContain("list@");
  const again = await cli.ringback(["terminal", "remove", "list@pbx.example"]);
  expect(again).toMatchObject({
    code: 1,
    err: expect.stringContaining("no terminal"),
  });
});

test("another password: by HA1 alone, and every token of the old one is dead", async () => {
  await cli.ringback(add("change@pbx.example", "--generate"));
  const change = (words: string[], stdin = "") =>
    cli.ringback(["terminal", "password", ...words], { stdin });
  const old = await storedHa1("change");
  const { code, out } = await change(["change@pbx.example", "--generate"]);
  expect(code).toBe(0);
  const secret =
    /Secret, shown only now: ([0-9a-f]{40})\n/.exec(out)?.[1] ?? "";
  expect(await storedHa1("change")).toBe(md5(`change:pbx.example:${secret}`));
  expect(await storedHa1("change")).not.toBe(old);
  await change(["change@pbx.example", "--password-stdin"], "new one\n");
  expect(await storedHa1("change")).toBe(md5("change:pbx.example:new one"));
  expect(await change(["change@pbx.example", "--ha1", "zz"])).toMatchObject({
    code: 1,
  });
  expect(await change(["change@pbx.example"])).toMatchObject({ code: 2 });
  expect(await change(["nobody@pbx.example", "--generate"])).toMatchObject({
    code: 1,
    err: expect.stringContaining("no terminal"),
  });
});
