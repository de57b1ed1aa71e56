/** A click waits for the disk once: nonce, limits and call are on it before anything is dialled or answered. */
import { afterEach, expect, it, vi } from "vitest";
import {
  call,
  challenge,
  member,
  openGateway,
  post,
  sign,
} from "../../assembly/testing.ts";
import { AmiConnection } from "../../pbx/asterisk/ami/connection.ts";
import type { Database } from "../../store/database.ts";
import { Handle } from "../../store/sqlite/handle.ts";

const DESTINATION = "+34911111111";

afterEach(() => {
  vi.restoreAllMocks();
});

/** Commits and actions at the PBX from now on, in their order; the first `failing` commits fail. */
function watch({ failing = 0 } = {}): string[] {
  const told: string[] = [];
  let left = failing;
  const { exec } = Handle.prototype;
  vi.spyOn(Handle.prototype, "exec").mockImplementation(function (
    this: Handle,
    text,
  ) {
    if (text === "commit" && left > 0) {
      left -= 1;
      told.push("failed");
      throw new Error("of this test");
    }
    exec.call(this, text);
    if (text === "commit") told.push(text);
  });
  const { write } = AmiConnection.prototype;
  vi.spyOn(AmiConnection.prototype, "write").mockImplementation(function (
    this: AmiConnection,
    action,
  ) {
    told.push(/^Action: (\w+)/i.exec(action.wire)?.[1] ?? "");
    write.call(this, action);
  });
  return told;
}

const sent = (told: readonly string[]) =>
  told.slice(0, told.indexOf("Originate"));

/** What the database knows of it, but for the readiness probe. */
async function usedUp(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom("once")
    .select("key")
    .where("key", "!=", "ready")
    .orderBy("key")
    .execute();
  return rows.map(({ key }) => key.split(":", 2).join(":"));
}

it("one commit before the PBX is told to dial, also for the first click from an address", async () => {
  const { origin } = await openGateway();
  const nonce = await challenge(origin);
  const told = watch();
  const signed = sign(nonce, DESTINATION);
  const body = { ...signed, destination: DESTINATION };
  const answer = await post(origin, "/call", body);
  expect(answer.status).toBe(200);
  expect(sent(told).filter((each) => each === "commit")).toHaveLength(1);
  expect(sent(told).filter((each) => each === "Getvar")).toHaveLength(2);
  const again = await post(origin, "/call", body);
  expect([again.status, member(again, "error")]).toEqual([
    401,
    "invalid nonce",
  ]);
});

it("where that commit fails nothing is dialled, and nothing of it has happened", async () => {
  const { origin, db } = await openGateway();
  const nonce = await challenge(origin);
  const told = watch({ failing: 1 });
  const body = { ...sign(nonce, DESTINATION), destination: DESTINATION };
  const answer = await post(origin, "/call", body);
  expect(answer.status).toBeGreaterThanOrEqual(500);
  expect(told).toContain("failed");
  expect(told).not.toContain("Originate");
  expect(await usedUp(db)).toEqual([]);
  expect(await db.selectFrom("calls").selectAll().execute()).toEqual([]);
  // Nobody was told anything by it: the nonce is still good.
  expect((await post(origin, "/call", body)).status).toBe(200);
});

it("a refusal is told when what it used up is on disk", async () => {
  const { origin, db } = await openGateway();
  const nonce = await challenge(origin);
  const told = watch();
  const wrong = { ...sign(nonce, DESTINATION), response: "0".repeat(32) };
  const body = { ...wrong, destination: DESTINATION };
  expect((await post(origin, "/call", body)).status).toBe(403);
  expect(told).toEqual(["commit"]);
  expect(await usedUp(db)).toEqual([
    ...["guess:all", "guess:pair"],
    `nonce:${nonce.split(".")[1]}`,
  ]);
});

it("a click while the disk fails for good is refused, and works again afterwards", async () => {
  const { origin } = await openGateway();
  watch({ failing: 1_000 });
  expect((await call(origin, DESTINATION)).status).toBeGreaterThanOrEqual(500);
  vi.restoreAllMocks();
  expect((await call(origin, DESTINATION)).status).toBe(200);
});
