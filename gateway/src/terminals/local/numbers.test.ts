import { expect, it, onTestFinished } from "vitest";
import { migrateToLatest, openDatabase } from "../../store/database.ts";
import { addTerminal, addUser } from "./admin.ts";
import { LocalTerminalDirectory } from "./directory.ts";

const HA1 = "0".repeat(32);
const NUMBER = "+34912345678";

async function withTerminals(...names: string[]) {
  const db = openDatabase({ file: ":memory:", busyTimeoutMs: 100 });
  onTestFinished(() => db.destroy());
  await migrateToLatest(db);
  for (const name of names) {
    await addUser(db, name);
    await addTerminal(db, {
      user: name,
      aor: `${name}@pbx.example`,
      endpoint: name,
      extension: "101",
      number: NUMBER,
      ha1: HA1,
    });
  }
  const { id } = await db
    .selectFrom("workspaces")
    .select("id")
    .executeTakeFirstOrThrow();
  return { db, directory: new LocalTerminalDirectory(db), workspace: id };
}

it("a terminal is found by its number", async () => {
  const { directory, workspace } = await withTerminals("alice");
  const found = await directory.findByNumber(workspace, NUMBER);
  expect(found?.username).toBe("alice");
  expect(await directory.findByNumber(workspace, "+34912345679")).toBe(
    undefined,
  );
});

it("not in another workspace", async () => {
  const { directory } = await withTerminals("alice");
  expect(await directory.findByNumber("other", NUMBER)).toBe(undefined);
});

it("not while it is disabled", async () => {
  const { db, directory, workspace } = await withTerminals("alice");
  await db.updateTable("terminals").set({ enabled: 0 }).execute();
  expect(await directory.findByNumber(workspace, NUMBER)).toBe(undefined);
});

it("of two with one number, the one that was added first", async () => {
  const { db, directory, workspace } = await withTerminals("alice", "bob");
  await db
    .updateTable("terminals")
    .set({ created_at: 1 })
    .where("username", "=", "bob")
    .execute();
  const found = await directory.findByNumber(workspace, NUMBER);
  expect(found?.username).toBe("bob");
});
