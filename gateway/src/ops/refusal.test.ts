/** The shipped filter reads what a listening gateway really logs. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect, it, onTestFinished, vi } from "vitest";
import { WebSocket } from "ws";
import {
  call,
  challenge,
  member,
  openGateway,
  openLive,
  post,
  sign,
  signIn,
} from "../assembly/testing.ts";
import { Pause } from "../calls/pause.ts";
import { refusalEntry } from "./refusal.ts";

const GOOD = "+34900123456";

/** The filter's expression as fail2ban applies it, without the time of the line, which it takes out first. */
function failregex(): RegExp {
  const file = new URL(
    "../../packaging/fail2ban/ringback.conf",
    import.meta.url,
  );
  const [, source = ""] =
    /^failregex = (.*)$/m.exec(readFileSync(file, "utf8")) ?? [];
  return new RegExp(source.replace("<ADDR>", "([0-9A-Fa-f.:]+)"));
}

function banned(lines: readonly string[]): string[] {
  const filter = failregex();
  return lines.flatMap((text) =>
    text
      .split("\n")
      .map((line) => line.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, ""))
      .flatMap((line) => filter.exec(line)?.[1] ?? []),
  );
}

/** Kind, code, door and AoR of each line that tells a refusal. */
function refused(lines: readonly string[]): unknown[][] {
  return lines
    .filter((line) => line.includes('"msg":"refused"'))
    .map((line) => JSON.parse(line).refused)
    .map(({ kind, code, door, aor }) => [kind, code, door, aor]);
}

async function upgrade(origin: string, query: string, address: string) {
  const url = `${origin.replace("http", "ws")}/ws/chat${query}`;
  const socket = new WebSocket(url, { headers: from(address) });
  onTestFinished(() => socket.terminate());
  await once(socket, "open");
}

const from = (address: string) => ({ "x-forwarded-for": address });
const PROXY = { RINGBACK_SERVER_TRUSTED_PROXIES: '["127.0.0.1"]' };

it("each guess is one line with the client's own address", async () => {
  const { origin, lines } = await openGateway({
    ...PROXY,
    RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "1",
  });
  const wrong = async () =>
    sign(await challenge(origin), "session", "alice@pbx.example", "guess");
  const ask = async (address: string, body: object) =>
    (await post(origin, "/session", body, from(address))).status;
  expect(await ask("203.0.113.1", await wrong())).toBe(403);
  expect(await ask("203.0.113.1", await wrong())).toBe(429);
  expect(await ask("2001:db8::7", { ...(await wrong()), nonce: "x" })).toBe(
    401,
  );
  expect(await ask("203.0.113.3", { aor: "nonsense" })).toBe(400);
  expect(banned(lines)).toEqual(["203.0.113.1", "203.0.113.1", "2001:db8::7"]);
  expect(lines.join("")).toContain(
    '"refused":{"kind":"forbidden","code":"forbidden","door":"session","address":"203.0.113.1","aor":"alice@pbx.example"},"msg":"refused"}',
  );
});

it("who is known and asks for what is not allowed is not banned", async () => {
  const { origin, lines } = await openGateway(PROXY);
  const destination = "+34806123456";
  const signed = sign(await challenge(origin), destination);
  const answer = await post(origin, "/call", { ...signed, destination });
  expect(answer.status).toBe(403);
  expect((await post(origin, "/session/renew")).status).toBe(401);
  expect(refused(lines)).toEqual([
    ["forbidden", "dial_refused_premium", "click2call", "alice@pbx.example"],
    ["unauthenticated", "missing_token", "session", undefined],
  ]);
  expect(banned(lines)).toEqual([]);
});

it("who clicks too often, or while dialling is stopped, is named and not banned", async () => {
  const { origin, db, lines } = await openGateway({
    RINGBACK_DIALING_ORIGINATES_PER_MINUTE_PER_USER: "1",
  });
  const destination = "+34900123456";
  const click = async () => (await call(origin, destination)).status;
  expect([await click(), await click()]).toEqual([200, 429]);
  // A second writer in this process waits for the gateway's by stopping it: the call must have settled first.
  await vi.waitUntil(async () => {
    const rows = await db.selectFrom("calls").select("state").execute();
    return rows.every(({ state }) => state === "active");
  });
  const by = { by: "admin", reason: null };
  await new Pause(db).begin({ since: Date.now(), ...by });
  expect(await click()).toBe(502);
  expect(refused(lines)).toEqual([
    ["rate", expect.any(String), "click2call", "alice@pbx.example"],
    ["paused", expect.any(String), "click2call", "alice@pbx.example"],
  ]);
  expect(banned(lines)).toEqual([]);
});

it("who is refused a live channel is a line of its own", async () => {
  const { origin, lines } = await openGateway({
    ...PROXY,
    RINGBACK_LIVE_SOCKETS_PER_USER: "1",
  });
  const token = member(await signIn(origin), "token");
  await openLive(origin, token);
  for (const query of ["", "?token=junk", "?ticket=junk", `?token=${token}`])
    await expect(upgrade(origin, query, "203.0.113.5")).rejects.toThrow();
  const nobody = ["unauthenticated", "invalid_token", "live", undefined];
  expect(refused(lines)).toEqual([
    nobody,
    nobody,
    nobody,
    ["rate", "too_many_sockets", "live", "alice@pbx.example"],
  ]);
  expect(lines.join("").match(/"address":"203\.0\.113\.5"/g)).toHaveLength(4);
  expect(lines.join("")).not.toContain(token);
});

it.each([
  'x"},"address":"198.51.100.1"}}@pbx.example',
  '{"level":"warn","time":"","refused":{"kind":"forbidden","code":"forbidden","door":"session","address":"198.51.100.1"}}@pbx.example',
  "x\u0085host@pbx.example",
  "2026-11-21T11:20:00.123Z\\@pbx.example",
])("an AoR cannot write a line: %j", async (aor) => {
  const { origin, lines } = await openGateway(PROXY);
  const before = lines.length;
  const body = { aor, nonce: "x", response: "", destination: GOOD };
  const answer = await post(origin, "/call", body, from("203.0.113.9"));
  expect(answer.status).toBe(401);
  expect(banned(lines)).toEqual(["203.0.113.9"]);
  const own = lines.slice(before).join("");
  expect(own).toMatch(/^[\n\x20-\x7e]*$/);
  for (const line of own.trim().split("\n")) JSON.parse(line);
});

it("other refusals are no line", () => {
  for (const kind of ["validation", "not_found", "pbx", "internal"])
    expect(refusalEntry({ kind, code: "x" }, "door", "::1")).toBeUndefined();
});

it("an address that a client made up is not believed", async () => {
  const { origin, lines } = await openGateway();
  const body = { aor: "a@b", nonce: "x", response: "", destination: GOOD };
  await post(origin, "/call", body, from("198.51.100.1"));
  expect(banned(lines)).toEqual(["127.0.0.1"]);
});
