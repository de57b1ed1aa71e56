import { expect, it, vi } from "vitest";
import { onceWithin } from "./once-within.ts";

it("does the work once in its time, failures too, and again after it", async () => {
  const work = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error("full"))
    .mockResolvedValue("well");
  const asked = onceWithin(30, work);
  await expect(asked()).rejects.toThrow("full");
  await expect(asked()).rejects.toThrow("full");
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect(await asked()).toBe("well");
  expect(work).toHaveBeenCalledTimes(2);
});
