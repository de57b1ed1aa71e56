import type { Firefox } from "../../browsers/firefox.ts";
import {
  type FirefoxPage,
  type Point,
  until,
} from "../../browsers/firefox-page.ts";
import type { Accessible } from "../../browsers/firefox-window.ts";

export type Control = {
  name: string;
  /** the lines under the button: what to know, and how the call stands */
  said: string;
  middle: Point;
};

/** The floating control of the tab in front, as assistive software has it: its shadow tree is closed to the page. */
export async function readControl({
  window,
}: Firefox): Promise<Control | undefined> {
  const tree = await window.accessible("page");
  const at = tree.findIndex(
    ({ role, name }) => role === "pushbutton" && name.startsWith("Call +"),
  );
  const button = tree[at];
  if (button === undefined) return undefined;
  const { x, y, width, height } = button.box;
  return {
    name: button.name,
    said: textsBeside(tree, at, button.depth).join(" "),
    middle: { x: x + width / 2, y: y + height / 2 },
  };
}

/** The texts after the node, of its siblings and what is in them. */
function textsBeside(
  tree: readonly Accessible[],
  at: number,
  depth: number,
): string[] {
  const rest = tree.slice(at + 1);
  const inside = rest.findIndex((each) => each.depth <= depth);
  const after = inside < 0 ? [] : rest.slice(inside);
  const over = after.findIndex((each) => each.depth < depth);
  return (over < 0 ? after : after.slice(0, over))
    .filter(({ role }) => role === "text leaf")
    .map(({ name }) => name);
}

/** Rests the mouse on the text until the control for the number is there, and still. */
export async function offer(
  firefox: Firefox,
  page: FirefoxPage,
  text: string,
  name: string,
): Promise<Control> {
  return await until(`a control ${name}`, async () => {
    await page.pointAt(await page.middleOf(text));
    const control = await readControl(firefox);
    return control?.name === name ? control : undefined;
  });
}

/** A person's clicks on the control; the first may come too soon after it came, which it takes for no click. */
export async function pressControl(
  firefox: Firefox,
  page: FirefoxPage,
): Promise<void> {
  await until("the control takes the click", async () => {
    const control = await readControl(firefox);
    if (control === undefined) throw new Error("no control is shown");
    if (control.said !== "") return true;
    await page.clickAt(control.middle);
    return (await readControl(firefox))?.said ? true : undefined;
  });
}
