import { describe, expect, it } from "vitest";
import { openCtd } from "./testing.ts";
import { isErrorInfo } from "./testing-schema.ts";

describe("x-correlator", () => {
  const ask = async (correlator: string) => {
    const door = await openCtd();
    const headers = { "x-correlator": correlator };
    const response = await door.ask("GET", "/calls/unknown", { headers });
    const body: unknown = await response.json();
    if (!isErrorInfo(body)) throw new Error("no ErrorInfo");
    const echoed = response.headers.get("x-correlator") === correlator;
    return { ...body, echoed };
  };

  it.each([
    ["longer than 256 characters", "a".repeat(257)],
    ["longer than 256 characters", "ä".repeat(257)],
    ["characters that it may not have", "a b"],
    ["characters that it may not have", "ä".repeat(256)],
  ])("has to be short and plain: %s", async (words, correlator) => {
    const { status, message, echoed } = await ask(correlator);
    expect([status, echoed]).toEqual([400, false]);
    expect(message).toMatch(/^x-correlator /);
    expect(message).toContain(words);
  });

  it("of 256 good characters comes back", async () => {
    const { status, echoed } = await ask("a".repeat(256));
    expect([status, echoed]).toEqual([404, true]);
  });
});

describe("the token", () => {
  const ask = async (authorization: string) => {
    const door = await openCtd();
    const options = {
      token: "",
      headers: authorization === "" ? {} : { authorization },
    };
    const response = await door.ask("GET", "/calls/unknown", options);
    const { status, message }: { status: number; message: string } = JSON.parse(
      await response.text(),
    );
    return [status, message, response.headers.get("www-authenticate")];
  };

  it.each(["Bearer  crm", "bearer    crm", "Bearer crm "])(
    "is taken behind any number of spaces: %j",
    async (authorization) => {
      expect(await ask(authorization)).toEqual([
        404,
        "there is no such call",
        null,
      ]);
    },
  );

  it.each([
    ["", "missing token", "Bearer"],
    ["Basic Y3JtOng=", "missing token", "Bearer"],
    ["Bearer who", "invalid token", 'Bearer error="invalid_token"'],
    ...["Bearer", "Bearer crm,crm", "Bearer crm crm"].map((malformed) => [
      malformed,
      "malformed Authorization header",
      'Bearer error="invalid_request"',
    ]),
  ])("%j is told as what it is", async (authorization, message, challenge) => {
    expect(await ask(authorization ?? "")).toEqual([401, message, challenge]);
  });
});
