import { describe, expect, it } from "vitest";
import { Patience } from "./patience.ts";

function unavailable(): Error {
  return Object.assign(new Error("database is locked"), {
    code: "SQLITE_BUSY",
  });
}

describe("work while the database cannot be used", () => {
  it("is done later, in order, one try at a time, and told once", async () => {
    const faults: unknown[] = [];
    const patience = new Patience((fault) => faults.push(fault));
    const done: number[] = [];
    let isOpen = false;
    let trying = 0;
    const work = (n: number) => async () => {
      expect(++trying).toBe(1);
      await Promise.resolve();
      trying--;
      if (!isOpen) throw unavailable();
      done.push(n);
    };
    const all = [patience.run(work(1))];
    await new Promise((resolve) => setTimeout(resolve, 10));
    all.push(patience.run(work(2)), patience.run(work(3)));
    expect(done).toEqual([]);
    isOpen = true;
    await Promise.all(all);
    expect(done).toEqual([1, 2, 3]);
    expect(faults).toHaveLength(1);
  });

  it("ends with the fault once nobody waits any more", async () => {
    const patience = new Patience(() => undefined);
    const result = patience.run(() => Promise.reject(unavailable()));
    patience.end();
    await expect(result).rejects.toThrow("locked");
  });

  it("fails at once where the statement itself is wrong", async () => {
    const patience = new Patience(() => undefined);
    const wrong = () => Promise.reject(new Error("no such column"));
    await expect(patience.run(wrong)).rejects.toThrow("no such column");
  });
});
