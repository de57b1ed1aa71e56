import type { CDPSession, Page } from "@playwright/test";

export type Control = {
  name: string;
  /** the lines under the button: what to know, and how the call stands */
  said: string;
  focused: boolean;
  box: { x: number; y: number; width: number; height: number };
};

/** The floating control as assistive software has it: its shadow tree is closed to everything in the page. */
export async function readControl(page: Page): Promise<Control | undefined> {
  const session = await page.context().newCDPSession(page);
  try {
    return await find(session);
  } finally {
    await session.detach();
  }
}

async function find(session: CDPSession): Promise<Control | undefined> {
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const button = nodes.find(
    ({ role, name }) =>
      role?.value === "button" && String(name?.value).startsWith("Call +"),
  );
  if (button?.backendDOMNodeId === undefined) return undefined;
  const { model } = await session.send("DOM.getBoxModel", {
    backendNodeId: button.backendDOMNodeId,
  });
  const [x = 0, y = 0] = model.border;
  const card = nodes.find(({ nodeId }) => nodeId === button.parentId);
  const texts = (card?.childIds ?? [])
    .filter((id) => id !== button.nodeId)
    .flatMap((id) => textsIn(nodes, id));
  return {
    name: String(button.name?.value),
    said: texts.join(" "),
    focused: (button.properties ?? []).some(
      ({ name, value }) => name === "focused" && value.value === true,
    ),
    box: { x, y, width: model.width, height: model.height },
  };
}

type Nodes = Awaited<ReturnType<typeof tree>>["nodes"];
function tree(session: CDPSession) {
  return session.send("Accessibility.getFullAXTree");
}

function textsIn(nodes: Nodes, id: string): string[] {
  const node = nodes.find(({ nodeId }) => nodeId === id);
  if (node?.role?.value === "StaticText") return [String(node.name?.value)];
  return (node?.childIds ?? []).flatMap((child) => textsIn(nodes, child));
}

/** Longer than the control refuses presses after it came or moved. */
const SETTLED_MS = 400;

/** A person's click on the control. */
export async function pressControl(page: Page): Promise<void> {
  await page.waitForTimeout(SETTLED_MS);
  const control = await readControl(page);
  if (!control) throw new Error("no control is shown");
  const { x, y, width, height } = control.box;
  await page.mouse.click(x + width / 2, y + height / 2);
}

/** Rests the mouse on the given text of the page. */
export async function pointAt(page: Page, text: string): Promise<void> {
  const point = await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { left, top, width, height } = range.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }
    return null;
  }, text);
  if (!point) throw new Error(`the page does not say ${text}`);
  await page.mouse.move(point.x - 1, point.y);
  await page.mouse.move(point.x, point.y);
}

/** Points at a number of the page and waits for its control. */
export async function offer(
  page: Page,
  text: string,
  number = text,
): Promise<Control> {
  await pointAt(page, text);
  for (let tries = 0; tries < 60; tries += 1) {
    const control = await readControl(page);
    if (
      control?.name.replace(/\s/g, "") === `Call${number.replace(/\s/g, "")}`
    ) {
      return control;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(`no control came for ${text}`);
}
