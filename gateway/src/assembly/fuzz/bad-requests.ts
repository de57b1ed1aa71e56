/** Bad requests to the doors that speak HTTP, and how each door says no. */
import fc from "fast-check";

export type HttpDoor = {
  path: string;
  /** Whether a body is an error in this door's own envelope. */
  isEnvelope: (body: unknown) => boolean;
  /** What a request that turns out to be a good one is answered, where one can be made up. */
  mayGive?: number;
  /** Whose token the attacker has. */
  by: "alice" | "program";
  bad: (token: string) => fc.Arbitrary<BadRequest>;
};

const isClick2call = (body: unknown): boolean =>
  isRecord(body) &&
  Object.keys(body).join() === "error" &&
  typeof body.error === "string";

const isSignaling = (body: unknown): boolean =>
  isRecord(body) &&
  Object.keys(body).sort().join() === "data,message,success" &&
  body.success === false &&
  body.data === null &&
  typeof body.message === "string";

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export type BadRequest = {
  /** where it goes, if not to the door's own path */
  path?: string;
  method: string;
  body: string | undefined;
  headers: Record<string, string>;
  /** ask for a nonce first and put it into the body: a guess, instead of nonsense */
  guesses: boolean;
};

const AOR = "alice@pbx.example";
export const plain = fc.stringMatching(/^[\x20-\x7e]{0,80}$/);

const members = fc.dictionary(
  fc.constantFrom(
    ...["aor", "nonce", "response", "destination", "iden", "extra"],
    ...["dialTimeout", "maxDuration", "optimize"],
  ),
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(AOR, "+34900123456", "a@b", "\u0000", "__proto__"),
  ),
);
export const deep = fc.nat(4_000).map((depth) => '{"aor":['.repeat(depth + 1));
const big = fc
  .integer({ min: 1, max: 40_000 })
  .map((length) => JSON.stringify({ aor: "a".repeat(length) }));

const bodies = fc.oneof(
  { arbitrary: fc.string({ unit: "binary" }), weight: 3 },
  { arbitrary: fc.json({ maxDepth: 4 }), weight: 3 },
  { arbitrary: members.map((it) => JSON.stringify(it)), weight: 8 },
  { arbitrary: deep, weight: 1 },
  { arbitrary: big, weight: 1 },
);

/** Of a good token all but one letter, in the part that proves it. */
export function forged(token: string): fc.Arbitrary<string> {
  const signature = token.lastIndexOf(".") + 1;
  return fc.integer({ min: signature, max: token.length - 3 }).map((at) => {
    const other = token[at] === "A" ? "B" : "A";
    return token.slice(0, at) + other + token.slice(at + 1);
  });
}

const badRequests = (token: string): fc.Arbitrary<BadRequest> =>
  fc.record({
    method: fc.oneof(
      { arbitrary: fc.constant("POST"), weight: 9 },
      { arbitrary: fc.constantFrom("GET", "PUT", "DELETE"), weight: 1 },
    ),
    body: bodies,
    headers: fc.record({
      "content-type": fc.oneof(
        { arbitrary: fc.constant("application/json"), weight: 9 },
        {
          arbitrary: fc.constantFrom("text/plain", "application/json; x"),
          weight: 1,
        },
      ),
      authorization: fc.oneof(
        plain.map((text) => `Bearer ${text}`),
        plain,
        forged(token).map((text) => `Bearer ${text}`),
      ),
      "x-forwarded-for": plain,
    }),
    guesses: fc.integer({ min: 1, max: 20 }).map((n) => n === 1),
  });

const person = { by: "alice", bad: badRequests } as const;
const click2call = { ...person, isEnvelope: isClick2call };

export const PEOPLES_DOORS: readonly HttpDoor[] = [
  // Whoever writes a well-formed AoR is given a nonce.
  { ...click2call, path: "/challenge", mayGive: 200 },
  { ...click2call, path: "/call" },
  { ...click2call, path: "/session" },
  { ...click2call, path: "/session/renew" },
  { ...person, path: "/api/v1/ws-tickets", isEnvelope: isSignaling },
];

/** A guess at alice's password: all is right but the proof. */
export function guessBody(nonce: string): string {
  return JSON.stringify({
    ...{ aor: AOR, nonce, response: "0".repeat(32) },
    destination: "+34900123456",
  });
}
