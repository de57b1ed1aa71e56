// A listener for Ringback's events. Node 20 or newer, nothing to install.
//   CERT=cert.pem KEY=key.pem TOKEN=what-you-gave-as-accessToken SECRET=whsec_… PORT=8443 node sample-sink.mjs
// Prints a line for each event. Without TOKEN and SECRET it takes events from everybody. SECRET is what
// `ringback client webhook-secret` printed; while one replaces another, both, with a blank between them.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

const {
  CERT,
  KEY,
  TOKEN,
  SECRET,
  PORT = "8443",
  HOST = "0.0.0.0",
} = process.env;
const LONGEST_BODY_BYTES = 64 * 1024;
const LONGEST_ID = 255;
/** Standard Webhooks: what is older, or from the future, may have been recorded and sent again. */
const TOLERANCE_SECONDS = 5 * 60;
const MOST_SIGNATURES = 10;
const REQUEST_MS = 30_000;
/** An event may come twice: its id tells. The newest ids are enough. */
const seen = new Set();
const MOST_SEEN = 10_000;

const secrets = (SECRET ?? "").split(" ").filter(Boolean).map(keyOf);

function keyOf(secret) {
  const [, text] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
  if (text !== undefined) return Buffer.from(text, "base64");
  console.error("SECRET is not what ringback client webhook-secret prints");
  process.exit(2);
}

const digest = (text) => createHash("sha256").update(text).digest();
/** Takes the same time for every wrong one. */
const isSame = (one, other) => timingSafeEqual(digest(one), digest(other));

function isAllowed({ headers }) {
  if (TOKEN === undefined) return true;
  return isSame(headers.authorization ?? "", `Bearer ${TOKEN}`);
}

/** Of the bytes as they came: read and written again, JSON is other bytes. */
function isSigned({ headers }, body) {
  if (secrets.length === 0) return true;
  const id = headers["webhook-id"] ?? "";
  const time = headers["webhook-timestamp"] ?? "";
  const age = Math.floor(Date.now() / 1000) - Number(time);
  if (!/^\d{1,12}$/.test(time) || Math.abs(age) > TOLERANCE_SECONDS)
    return false;
  const wanted = secrets.map((key) => {
    const hmac = createHmac("sha256", key).update(`${id}.${time}.`);
    return `v1,${hmac.update(body).digest("base64")}`;
  });
  const given = (headers["webhook-signature"] ?? "").split(
    " ",
    MOST_SIGNATURES,
  );
  return given.some((one) => wanted.some((other) => isSame(one, other)));
}

/** Undefined where it is too long. The connection stays, so that it can be told. */
async function bodyOf(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > LONGEST_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Undefined where it is none. */
function eventOf(body) {
  try {
    const event = JSON.parse(body.toString("utf8"));
    const id = event?.id;
    const isEvent = typeof id === "string" && id !== "";
    return isEvent && id.length <= LONGEST_ID ? event : undefined;
  } catch {
    return undefined;
  }
}

function isNew(id) {
  if (seen.has(id)) return false;
  seen.add(id);
  if (seen.size > MOST_SEEN) seen.delete(seen.values().next().value);
  return true;
}

/** A sender must not write anything else into this terminal, or into another's lines. */
const shown = (value) =>
  typeof value === "string" ? value.replace(/[\p{C}\p{Z}]/gu, "?") : "";

function print({ time, data }) {
  const { callId, status, recordingResult } = data ?? {};
  const words = [time, callId, status?.state, status?.reason].map(shown);
  if (recordingResult !== undefined)
    words.push(`recordingResult=${shown(recordingResult)}`);
  console.log(words.filter(Boolean).join(" "));
}

async function answer(request, response) {
  const end = (status, headers = {}) =>
    response.writeHead(status, headers).end();
  if (request.method !== "POST") return end(405, { allow: "POST" });
  if (!isAllowed(request)) return end(401);
  const type = (request.headers["content-type"] ?? "").split(";", 1)[0];
  if (type.trim().toLowerCase() !== "application/cloudevents+json")
    return end(415);
  const body = await bodyOf(request);
  if (body === undefined) return end(413, { connection: "close" });
  // Not 401: that would end the events of this call for good.
  if (!isSigned(request, body)) return end(400);
  const event = eventOf(body);
  if (event === undefined) return end(400);
  // Answer at once and work afterwards: a slow answer is taken for none, and the event comes again.
  end(204);
  if (isNew(event.id)) print(event);
}

const server = createServer(
  { cert: readFileSync(CERT), key: readFileSync(KEY) },
  (request, response) =>
    // A line that is cut in the middle is no reason to stop for all the others.
    void answer(request, response).catch(() => response.destroy()),
);
server.requestTimeout = REQUEST_MS;
server.listen(Number(PORT), HOST, () =>
  console.log(`listening on port ${server.address().port}`),
);
