import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeIn, RunBuilder, type TextRun } from "./run-text.ts";

type FakeNode = { data: string };

function build(...texts: readonly string[]): TextRun<FakeNode>[] {
  const builder = new RunBuilder<FakeNode>();
  for (const data of texts) builder.add({ data }, false);
  builder.cut();
  return builder.runs;
}

function read(run: TextRun<FakeNode>, wanted: string): string | undefined {
  const at = run.text.indexOf(wanted);
  const place = placeIn(run, at, at + wanted.length);
  if (!place || place.startNode !== place.endNode) return undefined;
  return place.startNode.data.slice(place.startOffset, place.endOffset);
}

describe("RunBuilder", () => {
  it("joins what stands in several nodes", () => {
    const [run] = build("Call +34 9", "00 12", "3 456.");
    expect(run?.text).toBe("Call +34 900 123 456.");
    expect(run && placeIn(run, 5, 20)).toMatchObject({
      startNode: { data: "Call +34 9" },
      startOffset: 5,
      endNode: { data: "3 456." },
      endOffset: 5,
    });
  });

  it("collapses white space as a page does, over the border of nodes too", () => {
    const [run] = build("  Tel:\n      900 ", " 123\t456", "\u00ad\u200b 789 ");
    expect(run?.text).toBe("Tel: 900 123 456 789 ");
    expect(run && read(run, "900")).toBe("900");
    expect(run && read(run, "456")).toBe("456");
    expect(run && read(run, "789")).toBe("789");
  });

  it("keeps a no-break space, which a page keeps", () => {
    expect(build("900\u00a0123\u00a0\u00a0456")[0]?.text).toBe(
      "900\u00a0123\u00a0\u00a0456",
    );
  });

  it("makes no run of white space, and remembers what stood before a cut", () => {
    const builder = new RunBuilder<FakeNode>();
    builder.add({ data: " \n " }, false);
    builder.cut();
    builder.add({ data: "Fax" }, false);
    builder.cut();
    builder.add({ data: "900 123 456" }, false);
    builder.cut();
    expect(builder.runs.map(({ text }) => text)).toEqual([
      "Fax",
      "900 123 456",
    ]);
    expect(builder.runs[1]?.before).toBe("Fax");
  });

  it("cuts at the line breaks a page keeps", () => {
    const builder = new RunBuilder<FakeNode>();
    builder.add({ data: "900 123\r\n456 789\nend" }, true);
    builder.cut();
    expect(builder.runs.map(({ text }) => text)).toEqual([
      "900 123",
      "456 789",
      "end",
    ]);
  });

  it("cuts long text between words, so that no number is cut", () => {
    const runs = build("Call 900 123 456 now. ".repeat(5_000));
    expect(runs.length).toBeGreaterThan(3);
    expect(Math.max(...runs.map(({ text }) => text.length))).toBeLessThan(
      20_100,
    );
    const whole = runs.flatMap(({ text }) => text.match(/900 123 456/g) ?? []);
    expect(whole).toHaveLength(5_000);
  });

  it("cuts many small nodes after a word, not within a number", () => {
    const texts = Array.from({ length: 8_000 }, (_, at) =>
      at % 2 === 0 ? "900 12" : "3 456 ring, ",
    );
    const runs = build(...texts);
    expect(runs.length).toBeGreaterThan(2);
    const whole = runs.flatMap(({ text }) => text.match(/900 123 456/g) ?? []);
    expect(whole).toHaveLength(4_000);
  });

  it("knows for every character but a collapsed space where it stands", () => {
    const pieces = fc.string({
      unit: fc.constantFrom(..."a1 \n\t\u00ad\u200b+"),
    });
    fc.assert(
      fc.property(fc.array(pieces), (texts) => {
        for (const run of build(...texts)) {
          for (let at = 0; at < run.text.length; at += 1) {
            const place = placeIn(run, at, at + 1);
            if (!place) expect(run.text[at]).toBe(" ");
            else
              expect(place.startNode.data[place.startOffset]).toBe(
                run.text[at],
              );
          }
        }
      }),
    );
  });
});
