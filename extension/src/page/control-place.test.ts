import { describe, expect, it } from "vitest";
import { isLightText, placeControl } from "./control-place.ts";

const control = { width: 200, height: 40 };
const viewport = { width: 800, height: 600 };

describe("placeControl", () => {
  it("goes under the number", () => {
    const number = { left: 100, top: 50, width: 90, height: 20 };
    expect(placeControl(number, control, viewport)).toEqual({
      left: 100,
      top: 76,
    });
  });

  it("goes above it at the lower edge", () => {
    const number = { left: 100, top: 570, width: 90, height: 20 };
    expect(placeControl(number, control, viewport)).toEqual({
      left: 100,
      top: 524,
    });
  });

  it.each([
    [
      { left: 780, top: 50, width: 90, height: 20 },
      { left: 592, top: 76 },
    ],
    [
      { left: -50, top: 50, width: 90, height: 20 },
      { left: 8, top: 76 },
    ],
  ])("stays inside the window", (number, place) => {
    expect(placeControl(number, control, viewport)).toEqual(place);
  });

  it("shows its start where the window is too small", () => {
    const number = { left: 0, top: 0, width: 90, height: 20 };
    expect(placeControl(number, control, { width: 120, height: 30 })).toEqual({
      left: 8,
      top: 8,
    });
  });
});

describe("isLightText", () => {
  it.each([
    ["rgb(255, 255, 255)", true],
    ["rgba(223, 228, 232, 0.9)", true],
    ["rgb(0, 0, 0)", false],
    ["rgb(34, 34, 34)", false],
    ["rgb(0, 0, 238)", false],
  ])("%s", (color, light) => {
    expect(isLightText(color)).toBe(light);
  });
});
