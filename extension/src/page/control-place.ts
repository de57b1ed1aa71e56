export type Box = { left: number; top: number; width: number; height: number };
export type Size = { width: number; height: number };

const GAP = 6;
const EDGE = 8;

/** Under the number and flush with its start; above it where there is no room; always whole inside the window. */
export function placeControl(
  number: Box,
  control: Size,
  viewport: Size,
): { left: number; top: number } {
  const below = number.top + number.height + GAP;
  const above = number.top - GAP - control.height;
  const fitsBelow = below + control.height + EDGE <= viewport.height;
  return {
    left: within(number.left, control.width, viewport.width),
    top: within(
      fitsBelow || above < EDGE ? below : above,
      control.height,
      viewport.height,
    ),
  };
}

function within(wanted: number, size: number, room: number): number {
  return Math.round(Math.max(EDGE, Math.min(wanted, room - size - EDGE)));
}

/** True for a text colour that one puts on a dark ground. `color` is as computed: `rgb(…)` or `rgba(…)`. */
export function isLightText(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(
    Number,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 140;
}
