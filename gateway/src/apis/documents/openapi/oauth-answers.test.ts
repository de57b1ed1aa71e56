/** What a whole gateway answers at `/oauth/…` is in the document, all of it; and nothing is in the document that it never answers. */
import { expect, it } from "vitest";
import { openGateway } from "../../../assembly/testing.ts";
import { addClient, addSecret } from "../../../clients/admin.ts";
import { newClient } from "../../../clients/testing.ts";
import { PATHS } from "../../oauth/metadata.ts";
import { Witness } from "./testing.ts";

const witness = new Witness();
const GRANT = "grant_type=client_credentials";

async function open() {
  const { origin, db } = await openGateway({
    RINGBACK_GUESSING_FAILURES_PER_ADDRESS: "1",
  });
  const id = await addClient(db, newClient("crm"));
  const { secret } = await addSecret(db, id, 0);
  const without = async (work: () => Promise<void>) => {
    const tables = ["client_secrets", "signing_keys"];
    for (const table of tables) await rename(table, `${table}_gone`);
    await work();
    for (const table of tables) await rename(`${table}_gone`, table);
  };
  const rename = (from: string, to: string) =>
    db.schema.alterTable(from).renameTo(to).execute();
  return { origin, id, secret, without };
}

/** The answer, held to the document. */
async function ask(
  origin: string,
  path: string,
  form?: { body: string; id?: string; secret?: string; type?: string },
): Promise<unknown> {
  const method = form === undefined ? "get" : "post";
  const answer = await fetch(origin + path, {
    method,
    ...(form !== undefined && {
      body: form.body,
      headers: {
        "content-type": form.type ?? "application/x-www-form-urlencoded",
        ...(form.id !== undefined && {
          authorization: `Basic ${btoa(`${form.id}:${form.secret}`)}`,
        }),
      },
    }),
  });
  return await witness.hold(method, path, answer);
}

const DOORS = [PATHS.token, PATHS.revoke];

it("tokens are got and given up", async () => {
  const { origin, id, secret } = await open();
  const got = await ask(origin, PATHS.token, { body: GRANT, id, secret });
  const token: unknown = Object(got).access_token;
  await ask(origin, PATHS.revoke, { body: `token=${token}`, id, secret });
  const posted = `${GRANT}&client_id=${id}&client_secret=${secret}`;
  await ask(origin, PATHS.token, { body: posted });
});

it("forms that are wrong", async () => {
  const { origin, id, secret } = await open();
  for (const path of DOORS) {
    await ask(origin, path, { body: "x=1", id, secret });
    await ask(origin, path, { body: "x=1&x=2", id, secret });
    await ask(origin, path, { body: "{}", type: "application/json" });
    await ask(origin, path, { body: `x=${"x".repeat(20_000)}`, id, secret });
  }
  const other = { id, secret };
  await ask(origin, PATHS.token, { body: "grant_type=password", ...other });
  await ask(origin, PATHS.token, { body: `${GRANT}&scope=admin`, ...other });
});

it("programs that are none", async () => {
  const { origin, id } = await open();
  for (const path of DOORS) await ask(origin, path, { body: GRANT });
  // One wrong secret is allowed here; then nobody is asked any more.
  for (const path of [...DOORS, ...DOORS])
    await ask(origin, path, { body: GRANT, id, secret: "wrong" });
});

it("what anybody may read", async () => {
  const { origin } = await open();
  for (const path of [PATHS.jwks, PATHS.server, PATHS.openid])
    await ask(origin, path);
});

it("a database that has lost its tables", async () => {
  const { origin, id, secret, without } = await open();
  await without(async () => {
    for (const path of DOORS)
      await ask(origin, path, { body: GRANT, id, secret });
    await ask(origin, PATHS.jwks);
  });
});

it("all that the document promises was answered", () => {
  expect(witness.unseen(Object.values(PATHS))).toEqual([]);
});
