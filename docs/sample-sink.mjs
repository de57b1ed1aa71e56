// A listener for Ringback's events. Node 20 or newer, nothing to install.
//   CERT=cert.pem KEY=key.pem TOKEN=what-you-gave-as-accessToken PORT=8443 node sample-sink.mjs
// Prints a line for each event. Without TOKEN it takes events from everybody.
import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

const { CERT, KEY, TOKEN, PORT = "8443", HOST = "0.0.0.0" } = process.env;
const LONGEST_BODY = 64 * 1024;
/** An event may come twice: its id tells. The newest ids are enough. */
const seen = new Set();
const MOST_SEEN = 10_000;

const digest = (text) => createHash("sha256").update(text).digest();

function isAllowed({ headers }) {
  if (TOKEN === undefined) return true;
  const given = digest(headers.authorization ?? "");
  return timingSafeEqual(given, digest(`Bearer ${TOKEN}`));
}

async function bodyOf(request) {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) {
    text += chunk;
    if (text.length > LONGEST_BODY) throw new Error("too long");
  }
  return JSON.parse(text);
}

function isNew(id) {
  if (seen.has(id)) return false;
  seen.add(id);
  if (seen.size > MOST_SEEN) seen.delete(seen.values().next().value);
  return true;
}

async function answer(request, response) {
  const end = (status) => response.writeHead(status).end();
  if (request.method !== "POST") return end(405);
  if (!isAllowed(request)) return end(401);
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("application/cloudevents+json")) return end(415);
  let event;
  try {
    event = await bodyOf(request);
  } catch {
    return end(400);
  }
  // Answer at once and work afterwards: a slow answer is taken for none, and the event comes again.
  end(204);
  if (!isNew(event.id)) return;
  const { callId, status } = event.data ?? {};
  console.log(event.time, callId, status?.state, status?.reason ?? "");
}

const server = createServer(
  { cert: readFileSync(CERT), key: readFileSync(KEY) },
  (request, response) => void answer(request, response),
);
server.listen(Number(PORT), HOST, () =>
  console.log(`listening on port ${server.address().port}`),
);
