import { MPEGDecoder } from "mpg123-decoder";
import { expect, it } from "vitest";
import { bitRateFor, mp3Of } from "./mp3.ts";
import { wavOf } from "./testing.ts";

const PUBLISHED = 15_728_640;
const MINUTE = 60_000;

it.each([
  [17, PUBLISHED, 32],
  [65, PUBLISHED, 32],
  [66, PUBLISHED, 24],
  [88, PUBLISHED, 16],
  [132, PUBLISHED, 8],
  [180, PUBLISHED, 8],
  [261, PUBLISHED, 8],
])("%s minutes fit into %s bytes at %s kbit/s", (minutes, max, rate) => {
  expect(bitRateFor(minutes * MINUTE, max)).toBe(rate);
});

it("what does not fit at all is refused", () => {
  expect(() => bitRateFor(263 * MINUTE, PUBLISHED)).toThrow("too long");
});

async function* halves(content: Buffer) {
  const middle = Math.floor(content.length / 4) * 2;
  yield content.subarray(0, middle);
  yield content.subarray(middle);
}

it.each([
  [8_000, 8],
  [8_000, 32],
  [16_000, 24],
  [48_000, 32],
] as const)(
  "%s Hz at %s kbit/s: a decoder of others' hears the same tone for as long, and the size is as reckoned",
  async (rate, bitRate) => {
    const seconds = 4;
    const pcm = wavOf(seconds, 440, { rate }).subarray(44);
    const slices: Uint8Array[] = [];
    for await (const slice of mp3Of(halves(pcm), { rate, bitRate })) {
      slices.push(slice);
    }
    const mp3 = Buffer.concat(slices);
    expect(mp3.length / (seconds * bitRate * 125)).toBeGreaterThan(0.95);
    expect(mp3.length / (seconds * bitRate * 125)).toBeLessThan(1.1);
    const decoder = new MPEGDecoder();
    await decoder.ready;
    const { channelData, sampleRate, errors } = decoder.decode(mp3);
    decoder.free();
    expect(errors).toEqual([]);
    const [samples = new Float32Array()] = channelData;
    expect(samples.length / sampleRate).toBeGreaterThan(seconds - 0.1);
    expect(samples.length / sampleRate).toBeLessThan(seconds + 0.4);
    const middle = samples.subarray(sampleRate, 3 * sampleRate);
    expect(shareOf(middle, sampleRate, 440)).toBeGreaterThan(0.95);
    expect(shareOf(middle, sampleRate, 700)).toBeLessThan(0.01);
  },
);

/** Share of the power that is a sine of this pitch, 0 to 1. */
function shareOf(samples: Float32Array, rate: number, hz: number): number {
  let [cosine, sine, power] = [0, 0, 0];
  for (const [at, sample] of samples.entries()) {
    const angle = (2 * Math.PI * hz * at) / rate;
    cosine += sample * Math.cos(angle);
    sine += sample * Math.sin(angle);
    power += sample * sample;
  }
  return (2 * (cosine ** 2 + sine ** 2)) / (samples.length * power);
}
