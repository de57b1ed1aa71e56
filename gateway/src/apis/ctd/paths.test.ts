/** Paths beside those that are served: who mistypes one is told so in the API's own words. */
import { expect, test } from "vitest";
import { openCtd } from "./testing.ts";

test.each([
  "/click-to-dial",
  "/click-to-dial/",
  "/click-to-dial/whatever",
  "/click-to-dial/v0.1",
  "/click-to-dial/v0.1/",
  "/click-to-dial/v0.2/calls",
  "/click-to-dial/vwip/calls/1/recording",
  "/calls/a/b/c",
  "/calls/a/",
])("%s is no path, and which are is told", async (path) => {
  const door = await openCtd();
  for (const method of ["GET", "POST", "DELETE"]) {
    const headers = { "x-correlator": "typo-1" };
    const answer = await door.ask(method, path, { token: "", headers });
    expect(answer.headers.get("x-correlator")).toBe("typo-1");
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect([answer.status, await answer.json()]).toEqual([
      404,
      {
        status: 404,
        code: "NOT_FOUND",
        message:
          "not found: calls are at /calls, /click-to-dial/v0.1/calls, /click-to-dial/v0.2rc1/calls",
      },
    ]);
  }
});

test.each([
  "/%63alls",
  "/%63alls/x",
  "/c%61lls/x/recording",
  "/%2563alls/x",
  "/click%2Dto-dial/v0.1/calls",
])(
  "%s spells a path as nobody needs to: not served, and told so",
  async (path) => {
    const door = await openCtd();
    const answer = await door.ask("GET", path);
    expect(answer.headers.get("x-correlator")).toMatch(/^[\da-f-]{36}$/);
    expect([answer.status, await answer.json()]).toMatchObject([
      404,
      { code: "NOT_FOUND" },
    ]);
  },
);

test.each(["/callsx", "/click-to-dialx", "/calls%2Fx", "/"])(
  "%s is another's, or nobody's",
  async (path) => {
    const door = await openCtd();
    const answer = await door.ask("GET", path);
    expect(answer.headers.get("x-correlator")).toBeNull();
    expect([answer.status, await answer.text()]).toEqual([404, "Not Found"]);
  },
);
