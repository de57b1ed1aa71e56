/** What is in a recording, by its samples alone. */
import { MPEGDecoder } from "mpg123-decoder";

/** 16 bit PCM of one channel at 8 kHz, as floats from -1 to 1. */
export type Sound = { readonly samples: Float64Array; readonly rate: number };

/** Throws for anything but a WAV of that kind. */
export function soundOf(wav: Buffer): Sound {
  const says = [
    wav.toString("latin1", 0, 4),
    wav.toString("latin1", 8, 16),
    wav.readUInt16LE(20),
    wav.readUInt16LE(22),
    wav.readUInt16LE(34),
    wav.toString("latin1", 36, 40),
  ].join(" ");
  if (says !== "RIFF WAVEfmt  1 1 16 data") throw new Error(`not so: ${says}`);
  const count = wav.readUInt32LE(40) / 2;
  const samples = Float64Array.from(
    { length: count },
    (_, index) => wav.readInt16LE(44 + index * 2) / 32_768,
  );
  return { samples, rate: wav.readUInt32LE(24) };
}

/** By a decoder that is not ours. Throws for what it cannot read. */
export async function soundOfMp3(mp3: Buffer): Promise<Sound> {
  const decoder = new MPEGDecoder();
  await decoder.ready;
  const { channelData, sampleRate, errors } = decoder.decode(mp3);
  decoder.free();
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return { samples: Float64Array.from(channelData[0] ?? []), rate: sampleRate };
}

/** ITU-T G.711 µ-law at 8 kHz. */
export function soundOfMuLaw(bytes: Buffer): Sound {
  const samples = Float64Array.from(bytes, (byte) => {
    const code = ~byte & 0xff;
    const size = (((code & 0x0f) << 3) + 132) << ((code >> 4) & 7);
    return ((code & 0x80) === 0 ? size - 132 : 132 - size) / 32_768;
  });
  return { samples, rate: 8_000 };
}

export function secondsOf({ samples, rate }: Sound): number {
  return samples.length / rate;
}

/** The stretch between two moments, in seconds. */
export function stretch(sound: Sound, from: number, to: number): Sound {
  const { samples, rate } = sound;
  return { rate, samples: samples.subarray(from * rate, to * rate) };
}

/** Share of all the sound's power that is a sine of this pitch, 0 to 1 (Goertzel). 0 for silence. */
export function shareOf({ samples, rate }: Sound, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let [before, last, power] = [0, 0, 0];
  for (const sample of samples) {
    [before, last] = [last, sample + turn * last - before];
    power += sample * sample;
  }
  if (power === 0) return 0;
  const found = before * before + last * last - turn * before * last;
  return (2 * found) / (samples.length * power);
}
