import { expect, it, test } from "vitest";
import { DomainError } from "../calls/errors.ts";
import { openDoor, testMount } from "./testing.ts";

const open = () =>
  openDoor([
    testMount("one", () => {
      throw new Error("secret of the inside");
    }),
    testMount("two", () => {
      throw new DomainError("validation", "bad", "say it again");
    }),
  ]);

test.each([
  ["one", "/one/else"],
  ["two", "/two"],
  ["two", "/two/do/"],
  ["two", "/two/DO"],
  ["two", "/two/do%2F"],
])("a path of %s that is not there is its own 404: %s", async (from, path) => {
  const { post } = await open();
  const answer = await post(path);
  expect([answer.status, await answer.json()]).toEqual([
    404,
    { from, code: "no_such_path", text: "not found" },
  ]);
});

test.each([
  ["GET", "/one/do", "POST"],
  ["PUT", "/one/do", "POST"],
  ["DELETE", "/two/see", "GET, HEAD"],
])("%s %s is 405, allowed is %s", async (method, path, allow) => {
  const { origin } = await open();
  const answer = await fetch(origin + path, { method });
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
  expect(await answer.json()).toMatchObject({ from: path.slice(1, 4) });
});

it("HEAD of a POST route is 405 as well", async () => {
  const { origin } = await open();
  const answer = await fetch(`${origin}/one/do`, { method: "HEAD" });
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
});

it("what nobody foresaw is 500 without a word of it, and told to the log", async () => {
  const { post, faults } = await open();
  const answer = await post("/one/do");
  expect([answer.status, await answer.text()]).toEqual([
    500,
    '{"from":"one","code":"internal","text":"internal error"}',
  ]);
  expect(faults).toEqual([
    {
      where: "one",
      fault: expect.objectContaining({ message: "secret of the inside" }),
    },
  ]);
});

it("an error of the domain is the mount's to write, and none for the log", async () => {
  const { post, faults } = await open();
  expect(await (await post("/two/do")).json()).toEqual({
    from: "two",
    code: "bad",
    text: "say it again",
  });
  expect(faults).toEqual([]);
});

it("an error that cannot be told, or not be written, is still the mount's own 500", async () => {
  const clumsy = testMount("one", () => {
    throw new DomainError("validation", "bad", "say it again");
  });
  const { writeError } = clumsy;
  const faults: unknown[] = [];
  const { post } = await openDoor(
    [
      {
        ...clumsy,
        writeError: (ctx, error) => {
          if (error.code === "no_such_path") throw new Error("of the writer");
          writeError(ctx, error);
        },
      },
    ],
    {
      onRefused: ({ code }) => {
        if (code === "bad") throw new TypeError("of the log");
      },
      onFault: (fault) => {
        faults.push(fault);
        throw new Error("of the log of faults");
      },
    },
  );
  for (const [path, fault] of [
    ["/one/do", "of the log"],
    ["/one/else", "of the writer"],
  ] as const) {
    const answer = await post(path);
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { from: "one", code: "internal", text: "internal error" },
    ]);
    expect(String(faults.pop())).toContain(fault);
  }
});

it("a request whose line cannot be written is answered", async () => {
  const told: unknown[] = [];
  const { post } = await openDoor(
    [testMount("one", () => Promise.resolve("well"))],
    {
      onRequest: () => {
        throw new Error("of the log");
      },
      onFault: (fault) => told.push(fault),
    },
  );
  const answer = await post("/one/do");
  expect([answer.status, await answer.json()]).toEqual([200, { did: "well" }]);
  expect(String(told)).toContain("of the log");
});

it("what no mount owns is 404", async () => {
  const { post } = await open();
  expect((await post("/nobody")).status).toBe(404);
  expect((await post("/%ff%00")).status).toBe(404);
});

it("no answer is sniffed or kept, and every one is told with its address", async () => {
  const { origin, lines } = await open();
  const answer = await fetch(`${origin}/one/see?token=x`, {
    headers: { "x-forwarded-for": "203.0.113.9" },
  });
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(lines).toEqual([
    expect.objectContaining({
      status: 200,
      address: "203.0.113.9",
      mount: "one",
    }),
  ]);
});
