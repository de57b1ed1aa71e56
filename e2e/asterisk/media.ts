import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";

const FRAME_MS = 20;
const FRAME_BYTES = 160;
const HEADER_BYTES = 12;
const SAMPLE_RATE = 8_000;

/**
 * The sound side of a phone: an RTP socket (PCMU) on 127.0.0.1 that speaks one byte, its voice, over and over and
 * counts whose voices it hears. Asterisk passes PCMU through untouched between two phones, so hearing the other's byte
 * proves that sound went the whole way.
 */
export interface Media {
  readonly port: number;
  /** The byte this phone speaks, 1–126. */
  readonly voice: number;
  /** Begins to speak to an RTP port on 127.0.0.1, for the call named. */
  speak(callId: string, port: number): void;
  /** Ends speaking for that call; a call that does not speak is no error. */
  hush(callId: string): void;
  /** How many frames of that voice have been heard. */
  heard(voice: number): number;
  /** All that was heard so far, µ-law at 8 kHz; kept where this phone speaks a tone. */
  sound(): Buffer;
  close(): void;
}

let lastVoice = 0;

/** Opens the sound side of a phone on a free port. With `toneHz` it speaks a sine of that pitch instead of its byte. */
export async function openMedia(toneHz?: number): Promise<Media> {
  const socket: Socket = createSocket("udp4");
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  lastVoice = (lastVoice % 126) + 1;
  const voice = lastVoice;
  const frames = new Map<number, number>();
  const sounds: Buffer[] = [];
  socket.on("message", (packet) => {
    const said = packet[HEADER_BYTES];
    if (said === undefined || packet.length !== HEADER_BYTES + FRAME_BYTES)
      return;
    frames.set(said, (frames.get(said) ?? 0) + 1);
    if (toneHz !== undefined) sounds.push(packet.subarray(HEADER_BYTES));
  });
  socket.on("error", () => {});

  const speaking = new Map<string, NodeJS.Timeout>();
  const media: Media = {
    port: socket.address().port,
    voice,
    speak(callId, port) {
      media.hush(callId);
      const packet = Buffer.alloc(HEADER_BYTES + FRAME_BYTES, voice);
      let sequence = 0;
      const began = performance.now();
      const speakFrame = () => {
        packet.writeUInt16BE(0x8000, 0);
        packet.writeUInt16BE(sequence & 0xffff, 2);
        packet.writeUInt32BE(sequence * FRAME_BYTES, 4);
        packet.writeUInt32BE(0x52420000 + voice, 8);
        if (toneHz !== undefined) fillWithTone(packet, toneHz, sequence);
        sequence += 1;
        // A copy: it may leave later.
        socket.send(Buffer.from(packet), port, "127.0.0.1");
      };
      const speakOnTime = () => {
        // A busy machine wakes us late: a phone would have spoken all the same.
        while (performance.now() - began >= sequence * FRAME_MS) speakFrame();
      };
      speaking.set(callId, setInterval(speakOnTime, FRAME_MS));
    },
    hush(callId) {
      clearInterval(speaking.get(callId));
      speaking.delete(callId);
    },
    heard: (other) => frames.get(other) ?? 0,
    sound: () => Buffer.concat(sounds),
    close() {
      for (const callId of [...speaking.keys()]) media.hush(callId);
      socket.close();
    },
  };
  return media;
}

/** The frame's part of an endless sine at a third of full scale. */
function fillWithTone(packet: Buffer, hz: number, sequence: number): void {
  for (let index = 0; index < FRAME_BYTES; index += 1) {
    const at = sequence * FRAME_BYTES + index;
    const sample = Math.sin((2 * Math.PI * hz * at) / SAMPLE_RATE) / 3;
    packet[HEADER_BYTES + index] = muLaw(Math.round(sample * 32_767));
  }
}

/** ITU-T G.711 µ-law of a sample of 16 bits. */
function muLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const size = Math.min(Math.abs(sample), 32_635) + 132;
  const exponent = Math.floor(Math.log2(size)) - 7;
  const mantissa = (size >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}
