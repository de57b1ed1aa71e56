/** Bad requests to the doors of programs, many with a token that is good. */
import fc from "fast-check";
import {
  type BadRequest,
  deep,
  forged,
  type HttpDoor,
  isRecord,
  plain,
} from "./bad-requests.ts";

const isErrorInfo = (body: unknown): boolean =>
  isRecord(body) &&
  Object.keys(body).join() === "status,code,message" &&
  typeof body.status === "number" &&
  typeof body.code === "string" &&
  typeof body.message === "string";

const isOauth = (body: unknown): boolean =>
  isRecord(body) &&
  Object.keys(body).join() === "error,error_description" &&
  typeof body.error === "string";

const odd = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom("\u0000", "__proto__", "https://127.0.0.1/", "file:///x"),
);
/** Not one of them is a terminal's, so that no order can be a good one. */
const party = fc.oneof(
  odd,
  fc.record({ number: odd }),
  fc.record({ number: fc.constantFrom("+34911111111", "+1", "911", "+") }),
);
const order = fc.record(
  {
    caller: party,
    callee: party,
    sink: odd,
    sinkCredential: fc.oneof(
      odd,
      fc.record({
        credentialType: fc.constantFrom("ACCESSTOKEN", "PRIVATE_KEY_JWT", "x"),
        accessToken: odd,
        accessTokenExpiresUtc: odd,
        accessTokenType: fc.constantFrom("bearer", "x"),
      }),
    ),
    recordingEnabled: odd,
    extra: odd,
  },
  { requiredKeys: [] },
);
const bodies = fc.oneof(
  { arbitrary: fc.string({ unit: "binary" }), weight: 2 },
  { arbitrary: fc.json({ maxDepth: 4 }), weight: 2 },
  { arbitrary: order.map((it) => JSON.stringify(it)), weight: 8 },
  { arbitrary: deep, weight: 1 },
);
const segment = fc
  .oneof(plain, fc.string({ unit: "binary-ascii", maxLength: 60 }), fc.uuid())
  // The client itself takes these out of the way.
  .filter((text) => text !== "." && text !== "..")
  .map(encodeURIComponent);
const paths = fc.oneof(
  fc.constant("/calls"),
  segment.map((id) => `/calls/${id}`),
  segment.map((id) => `/calls/${id}/recording`),
  segment.map((word) => `/calls/x/${word}`),
);

const orders = (token: string): fc.Arbitrary<BadRequest> =>
  fc.record({
    path: paths,
    method: fc.constantFrom("POST", "POST", "POST", "GET", "DELETE", "PATCH"),
    body: bodies,
    headers: fc.record({
      "content-type": fc.constantFrom("application/json", "text/plain", "x"),
      authorization: fc.oneof(
        { arbitrary: fc.constant(`Bearer ${token}`), weight: 6 },
        { arbitrary: forged(token).map((it) => `Bearer ${it}`), weight: 1 },
        { arbitrary: plain, weight: 1 },
      ),
      "x-correlator": plain,
      "idempotency-key": plain,
    }),
    guesses: fc.constant(false),
  });

const words = fc.oneof(
  plain,
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.constantFrom("client_credentials", "crm", "click-to-dial:calls:create"),
);
const form = fc
  .dictionary(
    fc.constantFrom(
      ...["grant_type", "client_id", "client_secret", "scope", "token"],
      ...["client_assertion", "client_assertion_type", "extra"],
    ),
    words,
  )
  .map((it) => new URLSearchParams(it).toString());

const proofs = (token: string): fc.Arbitrary<BadRequest> =>
  fc.record({
    path: fc.constantFrom("/oauth/token", "/oauth/revoke"),
    method: fc.constantFrom("POST", "POST", "POST", "PUT"),
    body: fc.oneof(form, form, form, fc.string({ unit: "binary" })),
    headers: fc.record({
      "content-type": fc.constantFrom(
        "application/x-www-form-urlencoded",
        "application/json",
      ),
      authorization: fc.oneof(
        plain.map((it) => `Basic ${btoa(it)}`),
        plain,
        forged(token).map((it) => `Bearer ${it}`),
      ),
    }),
    guesses: fc.constant(false),
  });

export const PROGRAMS_DOORS: readonly HttpDoor[] = [
  { path: "/calls", by: "program", bad: orders, isEnvelope: isErrorInfo },
  { path: "/oauth/token", by: "program", bad: proofs, isEnvelope: isOauth },
];
