/** A client made from the document alone, on the sandbox: what it is told by types is what it gets. */
import { readFile } from "node:fs/promises";
import createClient from "openapi-fetch";
import { beforeAll, describe, expect, it } from "vitest";
import DOCUMENT from "../../gateway/openapi.json" with { type: "json" };
import { type RunningSandbox, startSandbox } from "../sandbox/running.ts";
import { GENERATED_FILE, generateTypes } from "./generate.ts";
import type { components, paths } from "./generated/api.d.ts";

type Schemas = components["schemas"];
type Order = Schemas["CreateCallRequest"];

const ORDER: Order = {
  caller: { number: "+442079460101" },
  callee: { number: "+442079460111" },
};

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  return () => sandbox.child.stop();
});

/** Of the settings that the sandbox prints. */
function setting(name: string): string {
  const [, value] =
    new RegExp(`\\b${name}=(\\S+)`).exec(sandbox.settings) ?? [];
  if (value === undefined) throw new Error(`the sandbox says no ${name}`);
  return value;
}

async function signIn(scope?: string): Promise<Schemas["TokenResponse"]> {
  const client = createClient<paths>({ baseUrl: setting("BASE") });
  const { data, error } = await client.POST("/oauth/token", {
    body: {
      grant_type: "client_credentials",
      ...(scope !== undefined && { scope }),
    },
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `Basic ${btoa(`${setting("ID")}:${setting("SECRET")}`)}`,
    },
  });
  if (data === undefined) throw new Error(error.error_description);
  return data;
}

async function openClient(scope?: string) {
  const { access_token, token_type } = await signIn(scope);
  return createClient<paths>({
    baseUrl: `${setting("BASE")}/click-to-dial/v0.2rc1`,
    headers: { authorization: `${token_type} ${access_token}` },
  });
}

it("the committed types are what the document gives", async () => {
  expect(await readFile(GENERATED_FILE, "utf8")).toBe(await generateTypes());
});

it("gets a token for what it asks", async () => {
  const scope = "click-to-dial:calls:read";
  const token = await signIn(scope);
  expect(token.scope).toBe(scope);
  expect(token.expires_in).toBeGreaterThan(0);
});

const { BARE, WITH_SINK } =
  DOCUMENT.paths["/calls"].post.requestBody.content["application/json"]
    .examples;

it("the document's examples can be ordered as they stand", async () => {
  const { access_token } = await signIn();
  const headers = {
    authorization: `Bearer ${access_token}`,
    "content-type": "application/json",
  };
  // But for the listener: the example's is not in the world.
  const told = { ...WITH_SINK.value, sink: setting("SINK") };
  for (const body of [BARE.value, told].map((each) => JSON.stringify(each))) {
    const calls = `${setting("BASE")}/calls`;
    const made = await fetch(calls, { method: "POST", headers, body });
    const call = await made.json();
    expect([made.status, call]).toMatchObject([201, BARE.value]);
    const path = `${calls}/${call.callId}`;
    const ended = await fetch(path, { method: "DELETE", headers });
    expect(ended.status).toBe(204);
  }
  const { accessTokenExpiresUtc } = WITH_SINK.value.sinkCredential;
  // It is read for years.
  expect(Date.parse(accessTokenExpiresUtc)).toBeGreaterThan(Date.UTC(2099));
});

it("makes a call, reads it, ends it", async () => {
  const client = await openClient();
  const correlator = "typed-client-1";
  const made = await client.POST("/calls", {
    body: ORDER,
    params: { header: { "x-correlator": correlator } },
  });
  expect(made.response.status).toBe(201);
  expect(made.response.headers.get("x-correlator")).toBe(correlator);
  const call: Schemas["Call"] | undefined = made.data;
  expect(call).toMatchObject({ ...ORDER, status: "initiating" });
  const params = { path: { callId: call?.callId ?? "" } };

  const status = async (): Promise<Schemas["CallStatus"] | undefined> =>
    (await client.GET("/calls/{callId}", { params })).data?.status;
  await expect.poll(status, { timeout: 10_000 }).toBe("connected");
  const ended = await client.DELETE("/calls/{callId}", { params });
  expect(ended.response.status).toBe(204);
  expect(await status()).toBe("disconnected");
});

it("an order that is repeated is the same call", async () => {
  const client = await openClient();
  const order = () =>
    client.POST("/calls", {
      body: { ...ORDER, callee: { number: "+442079460199" } },
      params: { header: { "Idempotency-Key": "typed-client-2" } },
    });
  const first = await order();
  const second = await order();
  expect(second.data).toEqual(first.data);
  const params = { path: { callId: first.data?.callId ?? "" } };
  await client.DELETE("/calls/{callId}", { params });
});

describe("is told by its types what can go wrong", () => {
  it("the caller has no phone", async () => {
    const { error } = await (await openClient()).POST("/calls", {
      body: { ...ORDER, caller: { number: "+442079460104" } },
    });
    // Every code that may stand here is one of the type's; another would be an error of the compiler.
    switch (error?.code) {
      case "CALLER_NOT_AVAILABLE":
        expect(error.status).toBe(422);
        break;
      default:
        throw new Error(`not expected: ${error?.code}`);
    }
  });

  it("there is no such call", async () => {
    const { error } = await (await openClient()).GET("/calls/{callId}", {
      params: { path: { callId: "none" } },
    });
    expect(error).toMatchObject({ status: 404, code: "NOT_FOUND" });
  });

  it("the token is not good for it", async () => {
    const client = await openClient("click-to-dial:calls:read");
    const { error } = await client.POST("/calls", { body: ORDER });
    expect(error).toMatchObject({ status: 403, code: "PERMISSION_DENIED" });
  });

  it("the compiler refuses what the gateway refuses", async () => {
    const client = await openClient();
    const { error } = await client.POST("/calls", {
      // @ts-expect-error it is true or false
      body: { ...ORDER, recordingEnabled: "yes" },
    });
    expect(error).toMatchObject({ status: 400, code: "INVALID_ARGUMENT" });
    // @ts-expect-error a call has two parties
    await client.POST("/calls", { body: { caller: ORDER.caller } });
    // @ts-expect-error there is no such path
    expect((await client.GET("/call")).response.status).toBe(404);
  });
});
