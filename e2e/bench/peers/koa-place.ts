/**
 * What `place` is measured against: two bare Koa routes with the same validation and one durable SQLite commit of the same
 * rows, on the bare driver with statements prepared once. No router, no log, no PBX, and nothing asynchronous but the body.
 * Given a PBX it does the whole job: for each click it connects, logs in, originates and logs off, before it answers.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { digestResponse } from "@ringback/shared/digest.ts";
import Koa from "koa";
import { needAor } from "../../../gateway/src/apis/click2call/authenticator.ts";
import {
  AOR_MAX_LENGTH,
  bodyReader,
  CallBody,
  ChallengeBody,
  needDestination,
  readDuration,
} from "../../../gateway/src/apis/click2call/requests.ts";
import { admitDestination, newCall } from "../../../gateway/src/calls/place.ts";
import type { CallRow } from "../../../gateway/src/calls/snapshot.ts";
import { testConfig } from "../../../gateway/src/config/testing.ts";
import { readJson } from "../../../gateway/src/http/json-body.ts";
import { originateAction } from "../../../gateway/src/pbx/asterisk/originate.ts";
import type { AmiAddress } from "../../asterisk/ami.ts";
import { md5 } from "../people.ts";
import { argument, tell } from "../program.ts";
import { CallRows } from "./call-rows.ts";
import { originateAlone } from "./click-alone.ts";

const config = testConfig({ RINGBACK_NUMBERS_REGION: "ES" });
const { bodyLimitBytes } = config.server;
const limits = config.click2call;
const rules = { ...config.dialing, ...config.numbers };
const ORIGINATE_SLACK_MS = 2000;
const KEY = randomBytes(32);

const { file, ami } = argument(isPeer);
const rows = new CallRows(file);
const readChallenge = bodyReader(ChallengeBody);
const readCall = bodyReader(CallBody);

function isPeer(value: unknown): value is { file: string; ami?: AmiAddress } {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof Reflect.get(value, "file") === "string"
  );
}

function seal(seconds: string, random: string, aor: string): string {
  return createHmac("sha256", KEY)
    .update(JSON.stringify([seconds, random, aor]))
    .digest("hex");
}

function isFresh(nonce: string, aor: string): boolean {
  const [seconds = "", random = "", signature = ""] = nonce.split(".");
  const expected = Buffer.from(seal(seconds, random, aor));
  const given = Buffer.from(signature);
  return (
    given.length === expected.length &&
    timingSafeEqual(given, expected) &&
    Date.now() - Number(seconds) * 1000 <= limits.nonceTtlSeconds * 1000
  );
}

function place(body: CallBody): CallRow | undefined {
  const aorText = body.aor ?? "";
  const aor = needAor(aorText, AOR_MAX_LENGTH);
  const destination = needDestination(body.destination);
  const nonce = body.nonce ?? "";
  const credential = rows.credential(aor.username, aor.domain);
  if (credential === undefined || !isFresh(nonce, aorText)) return undefined;
  const expected = digestResponse(md5, credential.ha1, nonce, destination);
  const given = Buffer.from(body.response ?? "");
  if (given.length !== expected.length) return undefined;
  if (!timingSafeEqual(given, Buffer.from(expected))) return undefined;
  const { terminal } = credential;
  const request = {
    terminal,
    destination,
    dialTimeoutSeconds: readDuration(body.dialTimeout, {
      default: limits.dialTimeoutSeconds,
      max: limits.dialTimeoutMaxSeconds,
    }),
    maxDurationMs: readDuration(body.maxDuration, {
      default: limits.maxDurationMs,
      max: limits.maxDurationMaxMs,
    }),
    optimize: body.optimize ?? false,
    via: "click2call",
  };
  const admitted = admitDestination(
    destination,
    terminal,
    rules,
    config.dialing,
  );
  const call = newCall(request, admitted, "main", Date.now(), config.calls);
  return rows.write(nonce, call) ? call : undefined;
}

async function dial(at: AmiAddress, call: CallRow): Promise<void> {
  const order = {
    iden: call.iden,
    endpoint: call.endpoint,
    extension: call.extension,
    dialString: call.dial_string,
    dialTimeoutSeconds: call.dial_timeout_s,
    maxDurationMs: call.max_duration_ms,
    optimize: call.optimize === 1,
  };
  await originateAlone(at, originateAction(order, ORIGINATE_SLACK_MS));
}

const app = new Koa();
app.silent = true;
app.use(async (ctx) => {
  const body = await readJson(ctx.req, bodyLimitBytes);
  if (ctx.path === "/challenge") {
    const text = readChallenge(body).aor ?? "";
    const { domain } = needAor(text, AOR_MAX_LENGTH);
    const seconds = String(Math.floor(Date.now() / 1000));
    const random = randomBytes(16).toString("hex");
    const nonce = `${seconds}.${random}.${seal(seconds, random, text)}`;
    ctx.body = { nonce, realm: domain };
  } else if (ctx.path === "/call") {
    const placed = place(readCall(body));
    if (placed !== undefined && ami !== undefined) await dial(ami, placed);
    ctx.status = placed === undefined ? 403 : 200;
    ctx.body =
      placed === undefined ? { error: "forbidden" } : { iden: placed.iden };
  }
});
const server = app.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null)
    tell({ port: address.port });
});
