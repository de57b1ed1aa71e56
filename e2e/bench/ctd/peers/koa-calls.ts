/**
 * What `ctd-place` is measured against: a bare Koa route with the same validation, the same check of the token's signature,
 * and one durable SQLite commit of the same rows on the bare driver. No router, no log, no PBX, nothing asynchronous but the body.
 */
import { generateKeyPairSync, sign, verify } from "node:crypto";
import Koa, { type Context } from "koa";
import { callOf } from "../../../../gateway/src/apis/ctd/projection.ts";
import {
  needNumbers,
  readCreateCall,
} from "../../../../gateway/src/apis/ctd/requests.ts";
import { resolveParties } from "../../../../gateway/src/calls/client-parties.ts";
import { newClientCall } from "../../../../gateway/src/calls/program-row.ts";
import { testConfig } from "../../../../gateway/src/config/testing.ts";
import { readJson } from "../../../../gateway/src/http/json-body.ts";
import { CallRows } from "../../peers/call-rows.ts";
import { DOMAIN } from "../../people.ts";
import { argument, tell } from "../../program.ts";

const config = testConfig({ RINGBACK_NUMBERS_REGION: "ES" });
const { ctd, dialing, numbers } = config;
const ISSUER = "https://ringback.example.com";
const HOUR_SECONDS = 3600;
const client = {
  ...{ id: "bench", workspaceId: "default", domain: DOMAIN },
  ...{ trunkCaller: false, callsPerMinute: 100_000, callsAtOnce: 100_000 },
  policy: {
    ...{ callerPrefixes: [], calleePrefixes: [] },
    ...{ premium: false, international: false },
  },
};

const file = argument((value) => typeof value === "string");
const rows = new CallRows(file);
const directory = {
  findByNumber: async (_: string, number: string) => rows.terminalOf(number),
};
const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const dsaEncoding = "ieee-p1363";

function newToken(): string {
  const part = (value: object) =>
    Buffer.from(JSON.stringify(value)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const text = [
    part({ alg: "ES256", typ: "at+jwt", kid: "one" }),
    part({
      ...{ iss: ISSUER, aud: ISSUER, sub: client.id, client_id: client.id },
      ...{ scope: "click-to-dial:calls:create", jti: "one", prf: "one" },
      ...{ iat: now, exp: now + HOUR_SECONDS },
    }),
  ].join(".");
  const key = { key: keys.privateKey, dsaEncoding } as const;
  const signature = sign("sha256", Buffer.from(text), key);
  return `${text}.${signature.toString("base64url")}`;
}

function isGood(token: string): boolean {
  const [head = "", payload = "", signature = ""] = token.split(".");
  const key = { key: keys.publicKey, dsaEncoding } as const;
  const given = Buffer.from(signature, "base64url");
  const text = Buffer.from(`${head}.${payload}`);
  if (!verify("sha256", text, key, given)) return false;
  const claims: unknown = JSON.parse(
    Buffer.from(payload, "base64url").toString(),
  );
  if (typeof claims !== "object" || claims === null) return false;
  const { iss, aud, sub, exp, scope } = Object.fromEntries(
    Object.entries(claims),
  );
  return (
    iss === ISSUER &&
    aud === ISSUER &&
    sub === client.id &&
    Number(exp) > Date.now() / 1000 &&
    String(scope).split(" ").includes("click-to-dial:calls:create")
  );
}

async function create(ctx: Context): Promise<void> {
  const [, token = ""] =
    /^Bearer ([\w.~+/-]+=*)$/i.exec(ctx.get("Authorization")) ?? [];
  if (!isGood(token)) {
    ctx.status = 401;
    return;
  }
  const body = await readJson(ctx.req, config.server.bodyLimitBytes);
  const request = readCreateCall(body);
  needNumbers(request);
  const callerNumber = request.caller.number;
  const calleeNumber = request.callee.number;
  const parties = await resolveParties(callerNumber, calleeNumber, client, {
    numbers: directory,
    rules: { ...dialing, ...numbers },
    policy: dialing,
  });
  const order = {
    ...{ client, callerNumber, calleeNumber, ...parties },
    ...{ shownToCaller: calleeNumber, shownToCallee: callerNumber },
    ...{ masked: false, recording: false, recordingBeep: false, via: "ctd" },
    dialTimeoutSeconds: ctd.dialTimeoutSeconds,
    maxDurationMs: ctd.maxDurationMs,
  };
  const call = newClientCall(order, "main", Date.now(), config.calls);
  ctx.status = rows.writeProgram(call) ? 201 : 409;
  ctx.body = callOf({ call, legs: [] }, "initiating");
}

const app = new Koa();
app.silent = true;
app.use(create);
const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null)
    tell({ port: address.port, token: newToken() });
});
