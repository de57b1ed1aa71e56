/** What a whole gateway answers to browsers is in the document, all of it; and nothing is in the document that it never answers. */
import { expect, it } from "vitest";
import {
  challenge,
  member,
  type Opened,
  openGateway,
  sign,
} from "../../../assembly/testing.ts";
import { CLICK_PATHS } from "./clicks.ts";
import { Witness } from "./testing.ts";

const witness = new Witness();
const ALICE = "alice@pbx.example";
const NUMBER = "+34922222222";

/** Posts, and holds the answer to the document. */
async function ask(
  origin: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<unknown> {
  const answer = await fetch(origin + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return await witness.hold("post", path, answer);
}

const click = async (origin: string, password?: string, aor = ALICE) =>
  ask(origin, "/call", {
    ...sign(await challenge(origin, aor), NUMBER, aor, password),
    destination: NUMBER,
  });

const signIn = async (origin: string, scope?: string, password?: string) =>
  ask(origin, "/session", {
    ...sign(await challenge(origin), "session", ALICE, password),
    ...(scope !== undefined && { scope }),
  });

/** With a table under another name meanwhile. */
async function without(
  { db }: Pick<Opened, "db">,
  table: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const rename = (from: string, to: string) =>
    db.schema.alterTable(from).renameTo(to).execute();
  await rename(table, `${table}_gone`);
  await work();
  await rename(`${table}_gone`, table);
}

it("a click, a session, a ticket", async () => {
  const { origin } = await openGateway();
  await ask(origin, "/challenge", { aor: ALICE });
  await click(origin);
  const token = member({ body: await signIn(origin) }, "token");
  await ask(origin, "/session/renew", undefined, token);
  await ask(origin, "/api/v1/ws-tickets", undefined, token);
});

it("bodies that are wrong", async () => {
  const { origin } = await openGateway();
  for (const path of ["/challenge", "/call", "/session"]) {
    await ask(origin, path, { aor: "nobody" });
    await ask(origin, path, "x".repeat(70_000));
  }
});

it("nonces, passwords and tokens that are wrong", async () => {
  const { origin } = await openGateway();
  const proof = { aor: ALICE, nonce: "none", response: "none" };
  await ask(origin, "/call", { ...proof, destination: NUMBER });
  await ask(origin, "/session", proof);
  await click(origin, "wrong");
  await signIn(origin, undefined, "wrong");
  for (const path of ["/session/renew", "/api/v1/ws-tickets"])
    await ask(origin, path, undefined, "none");
  const token = member({ body: await signIn(origin, "originate") }, "token");
  await ask(origin, "/api/v1/ws-tickets", undefined, token);
});

it("too often", async () => {
  const { origin } = await openGateway({
    RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "1",
    RINGBACK_GUESSING_CHALLENGES_PER_MINUTE_PER_ADDRESS: "4",
  });
  for (const _ of [1, 2]) await click(origin, "wrong");
  for (const _ of [1, 2]) await signIn(origin, undefined, "wrong");
  await ask(origin, "/challenge", { aor: ALICE });
});

it("a PBX that is away, a database that has lost its tables", async () => {
  const gateway = await openGateway();
  const { origin } = gateway;
  const token = member({ body: await signIn(origin) }, "token");
  await without(gateway, "terminals", async () => {
    await signIn(origin);
    await ask(origin, "/session/renew", undefined, token);
    await ask(origin, "/api/v1/ws-tickets", undefined, token);
  });
  await without(gateway, "calls", () => click(origin));
  await gateway.simulator.stop();
  await click(origin);
});

it("all that the document promises was answered", () => {
  expect(witness.unseen(Object.keys(CLICK_PATHS))).toEqual([]);
});
