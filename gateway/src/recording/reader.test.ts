import { renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { addDue, openBench, wavOf } from "./testing.ts";

describe("reading", () => {
  async function ready(content: Buffer) {
    const bench = await openBench();
    await addDue(bench.db, "call-1");
    bench.leave("call-1", content);
    const { worker, reader } = bench.open();
    worker.start();
    await bench.wait("call-1");
    const file = join(bench.rules.store, "call-1.wav");
    return { ...bench, reader, file };
  }

  it("gives what was kept, and nothing of what is not there", async () => {
    const wav = wavOf(20, 440);
    const { reader, clock } = await ready(wav);
    expect(await reader.open("call-2")).toBeUndefined();
    const found = await reader.open("call-1");
    expect(found).toMatchObject({
      ...{ contentType: "audio/wav", bytes: wav.length, settledAt: clock.now },
    });
    const slices: Buffer[] = [];
    for await (const slice of found?.content ?? []) slices.push(slice);
    expect(Buffer.concat(slices).equals(wav)).toBe(true);
    expect(Math.max(...slices.map(({ length }) => length))).toBeLessThan(
      65_537,
    );
  });

  it("breaks off before the end where a byte is another one", async () => {
    const wav = wavOf(20, 440);
    const { reader, file, faults } = await ready(wav);
    const other = Buffer.from(wav);
    other[1_000] = 1 + (other[1_000] ?? 0);
    writeFileSync(file, other);
    const found = await reader.open("call-1");
    let bytes = 0;
    await expect(async () => {
      for await (const slice of found?.content ?? []) bytes += slice.length;
    }).rejects.toThrow("not what was once written");
    expect(bytes).toBeLessThan(wav.length);
    expect(faults).toHaveLength(1);
  });

  it.each([
    ["gone", (file: string) => rmSync(file)],
    ["shorter", (file: string) => writeFileSync(file, "short")],
    [
      "a link",
      (file: string) => {
        renameSync(file, `${file}-2`);
        symlinkSync(`${file}-2`, file);
      },
    ],
  ])(
    "has none where the file is %s, and says so in the log",
    async (_, harm) => {
      const { reader, file, faults } = await ready(wavOf(1, 440));
      harm(file);
      expect(await reader.open("call-1")).toBeUndefined();
      expect(faults).toHaveLength(1);
    },
  );
});
