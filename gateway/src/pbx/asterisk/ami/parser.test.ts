import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AmiParser } from "./parser.ts";

function parse(chunks: readonly (Buffer | string)[], maxMessageBytes = 4_096) {
  const messages: (readonly (readonly [string, string])[])[] = [];
  const parser = new AmiParser({
    maxMessageBytes,
    onMessage: (message) => messages.push(message.headers),
  });
  for (const chunk of chunks) parser.push(Buffer.from(chunk));
  return { messages, drops: parser.drops };
}

describe("cutting messages", () => {
  test("keeps repeated headers, outer spaces and colons of values", () => {
    const { messages } = parse([
      "Event: X\r\nChanVariable: a=1\r\nChanVariable: b:  2 \r\nEmpty: \r\nTight:1\r\n\r\n",
    ]);
    expect(messages).toEqual([
      [
        ["Event", "X"],
        ["ChanVariable", "a=1"],
        ["ChanVariable", "b:  2 "],
        ["Empty", ""],
        ["Tight", "1"],
      ],
    ]);
  });

  test("gives the same for every way of cutting the bytes", () => {
    const text = Buffer.from(
      "Event: Å😀\r\nName: Zoë Ünal\r\n\r\nnoise\r\nResponse: Success\n\n\r\nA: b\r\n\r\n",
    );
    const whole = parse([text]);
    expect(whole.messages).toHaveLength(3);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: text.length - 1 }), {
          maxLength: 12,
        }),
        (cuts) => {
          const at = [0, ...cuts.sort((a, b) => a - b), text.length];
          const chunks = at.map((from, i) => text.subarray(from, at[i + 1]));
          expect(parse(chunks)).toEqual(whole);
        },
      ),
    );
    expect(parse([...text].map((byte) => Buffer.from([byte])))).toEqual(whole);
  });

  test("never throws and never invents a header, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 })), (chunks) => {
        const { messages } = parse(chunks.map((chunk) => Buffer.from(chunk)));
        for (const headers of messages) expect(headers).not.toHaveLength(0);
      }),
    );
  });

  test("counts lines that are no header and takes the rest", () => {
    const { messages, drops } = parse([
      "Event: X\r\n????\r\n:y\r\nA: 1\r\n\r\n",
    ]);
    expect(drops).toBe(2);
    expect(messages).toEqual([
      [
        ["Event", "X"],
        ["A", "1"],
      ],
    ]);
  });

  test("takes the greeting, which has no blank line behind it", () => {
    const lines: string[] = [];
    const names: (string | undefined)[] = [];
    const parser = new AmiParser({
      maxMessageBytes: 100,
      onBanner: (line) => lines.push(line),
      onMessage: (message) => names.push(message.Response),
    });
    parser.push(
      Buffer.from("Asterisk Call Manager/11.0.0\r\nResponse: Success\r\n\r\n"),
    );
    expect(lines).toEqual(["Asterisk Call Manager/11.0.0"]);
    expect(names).toEqual(["Success"]);
  });
});

describe("bounds", () => {
  const next = "Event: Next\r\n\r\n";

  test.each([
    ["one endless line", `Event: ${"x".repeat(500)}\r\n\r\n${next}`],
    ["endless headers", `${"A: b\r\n".repeat(100)}\r\n${next}`],
    [
      "a line that ends behind the limit",
      `A: ${"x".repeat(94)}\r\n\r\n${next}`,
    ],
  ])("skips %s up to its blank line", (_, text) => {
    for (const chunks of [[text], [...text]])
      expect(parse(chunks, 90)).toEqual({
        messages: [[["Event", "Next"]]],
        drops: 1,
      });
  });

  test("is linear: 20 MB without a blank line pass in small chunks", () => {
    const chunk = Buffer.alloc(64, "x");
    const parser = new AmiParser({
      maxMessageBytes: 256 * 1024,
      onMessage: () => {},
    });
    const before = process.memoryUsage().heapUsed;
    const begin = performance.now();
    for (let i = 0; i < 320_000; i++) parser.push(chunk);
    expect(performance.now() - begin).toBeLessThan(2_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 << 20);
    expect(parser.drops).toBe(1);
  });
});
