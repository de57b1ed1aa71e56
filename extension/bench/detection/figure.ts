import type { AccuracyLine } from "./accuracy.ts";
import type { AdversarialLine } from "./adversarial.ts";
import type { TechnicalTextLine } from "./technical-text.ts";
import type { ThroughputLine } from "./throughput.ts";

export type BenchLine =
  | AccuracyLine
  | AdversarialLine
  | TechnicalTextLine
  | ThroughputLine;

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  readonly ours: boolean;
}

const WIDTH = 760;
const LEFT = 250;
const ROW = 20;
const LONGEST = WIDTH - LEFT - 150;
const OURS = "#1d6f5c";
const THEIRS = "#b9b4a7";

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function drawBar(bar: Bar, y: number, most: number): string {
  const length = Math.max(1, (bar.value / most) * LONGEST);
  return `<text x="${LEFT - 8}" y="${y + 14}" text-anchor="end">${escapeXml(bar.label)}</text><rect x="${LEFT}" y="${y + 3}" width="${length.toFixed(1)}" height="${ROW - 6}" fill="${bar.ours ? OURS : THEIRS}"/><text x="${(LEFT + length + 6).toFixed(1)}" y="${y + 14}">${escapeXml(bar.text)}</text>`;
}

function drawPanel(title: string, bars: readonly Bar[], top: number): string {
  const most = Math.max(...bars.map(({ value }) => value), Number.EPSILON);
  const rows = bars.map((bar, index) =>
    drawBar(bar, top + 26 + index * ROW, most),
  );
  return `<text x="0" y="${top + 14}" font-weight="600">${escapeXml(title)}</text>${rows.join("")}`;
}

/** Errors of the last set drawn: wrong finds, and numbers missed, per hundred. */
function accuracyBars(lines: readonly BenchLine[]): Bar[] {
  return lines.flatMap((line) => {
    if (line.bench !== "accuracy" || line.set !== "fresh-validation") return [];
    const ours = line.detector === "ringback";
    const bar = (label: string, share: number): Bar => ({
      label: `${line.detector}: ${label}`,
      value: 1 - share,
      text: `${((1 - share) * 100).toFixed(1)} %`,
      ours,
    });
    return [
      bar("finds that are wrong", line.precision.share),
      bar("numbers missed", line.recall.share),
      bar("number-free texts touched", line.clean.share),
    ];
  });
}

function technicalBars(lines: readonly BenchLine[]): Bar[] {
  return lines.flatMap((line) => {
    if (line.bench !== "technical-text") return [];
    const { region, perMegabyte, matcherPerMegabyte } = line;
    const scale = (value: number) => Math.log10(1 + value);
    return [
      {
        label: `ringback: ${region}`,
        value: scale(perMegabyte),
        text: String(perMegabyte),
        ours: true,
      },
      {
        label: `libphonenumber-js: ${region}`,
        value: scale(matcherPerMegabyte),
        text: String(matcherPerMegabyte),
        ours: false,
      },
    ];
  });
}

function throughputBars(lines: readonly BenchLine[]): Bar[] {
  return lines.flatMap((line) =>
    line.bench === "throughput"
      ? [
          {
            label: line.corpus,
            value: Math.log10(1 + line.ratio),
            text: `${line.ratio} × (${line.warmMBps} MB/s)`,
            ours: true,
          },
        ]
      : [],
  );
}

/** The bench as an SVG: errors on the unseen cases, false hits in technical text, speed against the matcher. */
export function drawFigure(lines: readonly BenchLine[]): string {
  const panels: readonly (readonly [string, readonly Bar[]])[] = [
    ["Cases of the last set drawn: errors", accuracyBars(lines)],
    ["Technical text: finds per MB (logarithmic)", technicalBars(lines)],
    [
      "Speed as a multiple of libphonenumber-js' matcher (logarithmic)",
      throughputBars(lines),
    ],
  ];
  let top = 8;
  let body = "";
  for (const [title, bars] of panels) {
    body += drawPanel(title, bars, top);
    top += 44 + bars.length * ROW;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-8 0 ${WIDTH + 8} ${top}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Detection bench"><rect x="-8" width="${WIDTH + 8}" height="${top}" fill="#fff"/>${body}</svg>\n`;
}
