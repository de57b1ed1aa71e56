/**
 * Draws `public/icon/*.png`: `node extension/scripts/icons.ts`. Shapes are distances to a handset, sampled finely and
 * averaged, so that no image library is needed and every size is sharp.
 */
import { writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

const SIZES = [16, 32, 48, 128];
const SAMPLES = 8;

type Point = { x: number; y: number };
type Colour = [number, number, number, number];

const TOP: Colour = [16, 138, 122, 255];
const BOTTOM: Colour = [9, 84, 92, 255];
const WHITE: Colour = [255, 255, 255, 255];
const CLEAR: Colour = [0, 0, 0, 0];

function roundedSquare({ x, y }: Point, half: number, radius: number): boolean {
  const dx = Math.max(Math.abs(x - 0.5) - (half - radius), 0);
  const dy = Math.max(Math.abs(y - 0.5) - (half - radius), 0);
  return Math.hypot(dx, dy) <= radius;
}

function arc(
  { x, y }: Point,
  centre: Point,
  radius: number,
  width: number,
  from: number,
  to: number,
): boolean {
  const dx = x - centre.x;
  const dy = y - centre.y;
  const angle = (Math.atan2(dy, dx) * 180) / Math.PI;
  const turned = (angle - from + 720) % 360;
  return (
    turned <= to - from && Math.abs(Math.hypot(dx, dy) - radius) <= width / 2
  );
}

function capsule({ x, y }: Point, a: Point, b: Point, radius: number): boolean {
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const along =
    length === 0
      ? 0
      : ((x - a.x) * (b.x - a.x) + (y - a.y) * (b.y - a.y)) / length;
  const t = Math.min(1, Math.max(0, along));
  return (
    Math.hypot(x - a.x - t * (b.x - a.x), y - a.y - t * (b.y - a.y)) <= radius
  );
}

function handset(point: Point): boolean {
  const centre = { x: 0.8, y: 0.2 };
  return (
    arc(point, centre, 0.53, 0.13, 97, 173) ||
    capsule(point, { x: 0.25, y: 0.27 }, { x: 0.33, y: 0.35 }, 0.095) ||
    capsule(point, { x: 0.65, y: 0.67 }, { x: 0.73, y: 0.75 }, 0.095)
  );
}

/** The ringing; below 24 pixels two thin lines would be a smudge. */
function waves(point: Point, size: number): boolean {
  const centre = { x: 0.5, y: 0.5 };
  if (size < 24) return arc(point, centre, 0.24, 0.1, -80, -10);
  return (
    arc(point, centre, 0.16, 0.07, -80, -10) ||
    arc(point, centre, 0.3, 0.07, -80, -10)
  );
}

function colourAt(point: Point, size: number): Colour {
  if (!roundedSquare(point, 0.5, 0.22)) return CLEAR;
  if (handset(point) || waves(point, size)) return WHITE;
  const mix = (from: number, to: number) => from + (to - from) * point.y;
  return [
    mix(TOP[0], BOTTOM[0]),
    mix(TOP[1], BOTTOM[1]),
    mix(TOP[2], BOTTOM[2]),
    255,
  ];
}

function pixel(column: number, row: number, size: number): number[] {
  const sum = [0, 0, 0, 0];
  for (let index = 0; index < SAMPLES ** 2; index += 1) {
    const x = (column + ((index % SAMPLES) + 0.5) / SAMPLES) / size;
    const y = (row + (Math.floor(index / SAMPLES) + 0.5) / SAMPLES) / size;
    const [red, green, blue, alpha] = colourAt({ x, y }, size);
    const share = alpha / 255;
    sum[0] = (sum[0] ?? 0) + red * share;
    sum[1] = (sum[1] ?? 0) + green * share;
    sum[2] = (sum[2] ?? 0) + blue * share;
    sum[3] = (sum[3] ?? 0) + share;
  }
  const [red = 0, green = 0, blue = 0, covered = 0] = sum;
  const colour = covered === 0 ? 0 : 1 / covered;
  return [
    Math.round(red * colour),
    Math.round(green * colour),
    Math.round(blue * colour),
    Math.round((covered / SAMPLES ** 2) * 255),
  ];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

function png(size: number): Buffer {
  const rows = Array.from({ length: size }, (_, row) => [
    0,
    ...Array.from({ length: size }, (__, column) =>
      pixel(column, row, size),
    ).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

for (const size of SIZES)
  writeFileSync(
    new URL(`../public/icon/${size}.png`, import.meta.url),
    png(size),
  );
