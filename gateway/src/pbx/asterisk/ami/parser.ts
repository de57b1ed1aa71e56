import { WireMessage } from "./message.ts";

const LF = 0x0a;
const CR = 0x0d;
const LONE_CR = Buffer.from("\r");
/** Stands for the beginning of a line whose bytes are being skipped. */
const NOT_BLANK = Buffer.from("-");

export type ParserOptions = {
  /** A longer message is skipped up to its blank line and counted. Bytes. */
  maxMessageBytes: number;
  onMessage: (message: WireMessage) => void;
  /** Takes the first line, which Asterisk sends without a blank line behind it. Absent: there is none. */
  onBanner?: (line: string) => void;
};

/**
 * Cuts the byte stream of AMI into messages. Time is linear in the bytes and memory is bounded by `maxMessageBytes`, however
 * the stream is cut. Lines are decoded whole, so that UTF-8 survives every cut.
 */
export class AmiParser {
  /** Messages that were too long, and lines that were no header. */
  drops = 0;
  readonly #options: ParserOptions;
  #headers: [string, string][] = [];
  #messageBytes = 0;
  #skipping = false;
  #bannerDue: boolean;
  #line: Buffer[] = [];

  constructor(options: ParserOptions) {
    this.#options = options;
    this.#bannerDue = options.onBanner !== undefined;
  }

  push(chunk: Buffer): void {
    let from = 0;
    if (this.#line.length > 0 || this.#skipping || this.#bannerDue) {
      // What an earlier chunk began; the rest of this one goes the short way.
      const end = chunk.indexOf(LF);
      if (end !== -1) this.#complete(chunk.subarray(0, end));
      from = end === -1 ? chunk.length : end + 1;
      if (end === -1) this.#keep(chunk);
    }
    const end = chunk.lastIndexOf(LF);
    if (end >= from) {
      const fits =
        this.#messageBytes + end + 1 - from <= this.#options.maxMessageBytes;
      if (fits && !this.#skipping)
        this.#takeAll(chunk.toString("utf8", from, end));
      else this.#takeEach(chunk.subarray(from, end + 1));
      from = end + 1;
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from));
  }

  /** Whole lines, decoded at once: a decoding of each is what most of the time went into. None can be too long. */
  #takeAll(text: string): void {
    let from = 0;
    let messageFrom = 0;
    while (from <= text.length) {
      const found = text.indexOf("\n", from);
      const end = found === -1 ? text.length : found;
      const cut = text.charCodeAt(end - 1) === CR && end > from ? end - 1 : end;
      if (cut > from) this.#header(text.slice(from, cut));
      else {
        this.#message();
        messageFrom = end + 1;
      }
      from = end + 1;
    }
    if (messageFrom <= text.length)
      this.#messageBytes += Buffer.byteLength(text.slice(messageFrom)) + 1;
  }

  #takeEach(lines: Buffer): void {
    let from = 0;
    for (;;) {
      const end = lines.indexOf(LF, from);
      if (end === -1) return;
      this.#complete(lines.subarray(from, end));
      from = end + 1;
    }
  }

  #complete(piece: Buffer): void {
    const line =
      this.#line.length === 0 ? piece : Buffer.concat([...this.#line, piece]);
    this.#line = [];
    this.#count(piece.length + 1);
    this.#take(line);
  }

  #keep(piece: Buffer): void {
    this.#count(piece.length);
    if (this.#skipping) {
      const mayBeBlank = this.#line.length === 0 && piece.equals(LONE_CR);
      this.#line = [mayBeBlank ? LONE_CR : NOT_BLANK];
    } else {
      // A copy, because a few bytes would otherwise keep the whole chunk in memory.
      this.#line.push(Buffer.from(piece));
    }
  }

  #count(bytes: number): void {
    this.#messageBytes += bytes;
    if (this.#skipping || this.#messageBytes <= this.#options.maxMessageBytes)
      return;
    this.#skipping = true;
    this.drops++;
    this.#headers = [];
  }

  #take(raw: Buffer): void {
    const line = raw.at(-1) === CR ? raw.subarray(0, -1) : raw;
    if (this.#bannerDue) {
      this.#bannerDue = false;
      this.#finish();
      this.#options.onBanner?.(line.toString("utf8"));
    } else if (line.length === 0) this.#message();
    else if (!this.#skipping) this.#header(line.toString("utf8"));
  }

  #message(): void {
    const headers = this.#headers;
    this.#finish();
    if (headers.length > 0) this.#options.onMessage(new WireMessage(headers));
  }

  #finish(): void {
    this.#headers = [];
    this.#messageBytes = 0;
    this.#skipping = false;
  }

  #header(line: string): void {
    const colon = line.indexOf(":");
    if (colon < 1) {
      this.drops++;
      return;
    }
    const value = line.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1;
    this.#headers.push([line.slice(0, colon), line.slice(value)]);
  }
}
