import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testFolder, wavOf } from "./testing.ts";
import { readWav } from "./wav.ts";

async function read(content: Uint8Array) {
  const path = join(testFolder(), "a.wav");
  writeFileSync(path, content);
  const file = await open(path);
  try {
    return await readWav(file, content.length);
  } finally {
    await file.close();
  }
}

const GOOD = wavOf(0.5, 440);

it("says where the samples are and how long they last", async () => {
  expect(await read(GOOD)).toEqual({
    ...{ at: 44, bytes: 8_000, rate: 8_000, durationMs: 500 },
  });
  const wide = await read(wavOf(0.5, 440, { rate: 16_000 }));
  expect(wide).toMatchObject({ bytes: 16_000, durationMs: 500 });
});

it("steps over parts it does not know", async () => {
  const list = Buffer.from("LIST\x03\x00\x00\x00abc\x00", "latin1");
  const wav = Buffer.concat([GOOD.subarray(0, 36), list, GOOD.subarray(36)]);
  wav.writeUInt32LE(wav.length - 8, 4);
  expect(await read(wav)).toMatchObject({ at: 56, bytes: 8_000 });
});

it.each([
  ["nothing", Buffer.alloc(0), "empty"],
  ["a header without sound", wavOf(0), "empty"],
  ["half a header", GOOD.subarray(0, 30), "incomplete"],
  ["a header cut behind its name", GOOD.subarray(0, 8), "incomplete"],
  ["less than the header says", GOOD.subarray(0, 4_000), "incomplete"],
  [
    "more than the header says, as after a crash",
    wavOf(0.5, 440, { riffBytes: 36, dataBytes: 0 }),
    "incomplete",
  ],
  [
    "samples that reach beyond the file",
    wavOf(0.5, 440, { dataBytes: 9_000 }),
    "incomplete",
  ],
  ["something else", Buffer.alloc(100, "x"), "bad_format"],
  ["two channels", wavOf(0.5, 440, { channels: 2 }), "bad_format"],
  ["8 bits", wavOf(0.5, 440, { bits: 8 }), "bad_format"],
  ["µ-law", wavOf(0.5, 440, { format: 7 }), "bad_format"],
  ["a rate of nothing", wavOf(0.5, 440, { rate: 4_000 }), "bad_format"],
])("refuses %s", async (_, content, reason) => {
  await expect(read(content)).rejects.toMatchObject({ reason });
});

it("ends with a file that is nothing but heads of parts", async () => {
  const parts = Buffer.alloc(8_000, Buffer.from("none\0\0\0\0", "latin1"));
  const wav = Buffer.concat([GOOD.subarray(0, 12), parts]);
  wav.writeUInt32LE(wav.length - 8, 4);
  await expect(read(wav)).rejects.toMatchObject({ reason: "bad_format" });
});
