import { expect, it } from "vitest";
import type { Database } from "../store/database.ts";
import { Sealer } from "../store/sealer.ts";
import { addClient, removeClient, showClient } from "./admin.ts";
import { ClientRecords } from "./records.ts";
import { emptyDatabase, newClient } from "./testing.ts";
import { removeWebhookSecret, setWebhookSecret } from "./webhook-secrets.ts";

const sealer = new Sealer("3f".repeat(32), []);

/** Two programs; what signs for each of them so many seconds from now. */
async function used() {
  const db = await emptyDatabase();
  const id = await addClient(db, newClient("crm"));
  const other = await addClient(db, newClient("shop"));
  const faults: unknown[] = [];
  const signing = async (seconds = 0, client = id, with_ = sealer) => {
    const records = new ClientRecords(db, with_, {
      now: () => Date.now() + seconds * 1000,
      onFault: (fault) => faults.push(fault),
    });
    return (await records.find(client))?.client.webhook.signingSecrets;
  };
  const rotate = (overlap: number) => setWebhookSecret(db, sealer, id, overlap);
  return { db, id, other, faults, signing, rotate };
}

const kept = async (db: Database) =>
  (await db.selectFrom("former_webhook_secrets").selectAll().execute()).length;

it("a former secret signs beside the new one until it ends, and for nobody else", async () => {
  const { db, id, other, signing, rotate } = await used();
  expect(await signing()).toEqual([]);
  const first = await rotate(600);
  expect(await signing()).toEqual([first]);
  const second = await rotate(600);
  expect(await signing(599)).toEqual([second, first]);
  expect(await signing(601)).toEqual([second]);
  const third = await rotate(60);
  expect(await signing(59)).toEqual([third, second, first]);
  expect(await signing(61)).toEqual([third]);
  expect((await showClient(db, "crm")).webhookSecrets).toBe(3);
  expect(await signing(0, other)).toEqual([]);
  const fourth = await rotate(0);
  expect(await signing()).toEqual([fourth]);
  expect(await kept(db)).toBe(0);
  expect((await showClient(db, id)).webhookSecrets).toBe(1);
});

it("all of them end where nothing is signed any more, and with their program", async () => {
  const { db, id, signing, rotate } = await used();
  await rotate(600);
  await rotate(600);
  await removeWebhookSecret(db, id);
  expect([await signing(), await kept(db)]).toEqual([[], 0]);
  const next = await rotate(600);
  expect(await signing()).toEqual([next]);
  await rotate(600);
  await removeClient(db, id);
  expect(await kept(db)).toBe(0);
});

it("one that does not open is left out and told", async () => {
  const { signing, rotate, id, faults } = await used();
  const first = await rotate(600);
  await rotate(600);
  const rekeyed = new Sealer("4e".repeat(32), []);
  expect(await signing(0, id, rekeyed)).toEqual([]);
  expect(faults).toHaveLength(2);
  expect(String(faults[0])).not.toContain(first);
});
