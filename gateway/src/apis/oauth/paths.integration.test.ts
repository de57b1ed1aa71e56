/** Paths beside those that are served: `/oauth` tells of them in its own words. */
import { expect, it } from "vitest";
import { openGateway } from "../../assembly/testing.ts";

it("what is no path under /oauth is 404 in the words of /oauth", async () => {
  const { origin } = await openGateway();
  for (const path of [
    "/oauth",
    "/oauth/",
    "/oauth/token/",
    "/oauth/authorize",
    "/oauth/Token",
    "/oauth/%74oken",
    "/%6Fauth/token",
    "/.well-known/openid%2Dconfiguration",
  ])
    for (const method of ["GET", "POST"]) {
      const answer = await fetch(origin + path, { method });
      expect([path, answer.status, await answer.json()]).toEqual([
        path,
        404,
        { error: "invalid_request", error_description: "not found" },
      ]);
    }
  for (const path of ["/oauthx", "/.well-known/else", "/nothing"])
    expect(await (await fetch(origin + path)).text()).toBe("Not Found");
});
