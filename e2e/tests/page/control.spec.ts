import { offer, pointAt, pressControl, readControl } from "./control.ts";
import { expect, test } from "./fixture.ts";

const NUMBER = "+34 900 123 456";

test("a finger's tap shows the control, and a tap elsewhere closes it", async ({
  lab,
}) => {
  const page = await lab.open("plain.html", 6);
  const box = await page.locator("#cell").boundingBox();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setTouchEmulationEnabled", { enabled: true });
  const tap = async (x: number, y: number) => {
    await session.send("Input.dispatchTouchEvent", {
      type: "touchStart",
      touchPoints: [{ x, y }],
    });
    await session.send("Input.dispatchTouchEvent", {
      type: "touchEnd",
      touchPoints: [],
    });
  };
  await tap((box?.x ?? 0) + 30, (box?.y ?? 0) + 18);
  await expect
    .poll(async () => (await readControl(page))?.name)
    .toBe("Call +34 912 34 56 70");
  await tap(1_000, 600);
  await expect.poll(() => readControl(page)).toBeUndefined();
  await page.close();
});

test("comes, stays while the pointer is on it, and goes", async ({ lab }) => {
  const page = await lab.open("plain.html", 6);
  await offer(page, NUMBER);
  const box = (await readControl(page))?.box;
  await page.mouse.move((box?.x ?? 0) + 30, (box?.y ?? 0) + 20, { steps: 5 });
  await page.waitForTimeout(700);
  expect(await readControl(page)).toBeDefined();
  await page.mouse.move(5, 5);
  await expect.poll(() => readControl(page)).toBeUndefined();
  await page.close();
});

test("can be pressed in a modal dialog, which makes all else inert", async ({
  lab,
}) => {
  const page = await lab.open("dialog.html", 3);
  const before = (await lab.pressed()).length;
  await pointAt(page, "+34 911 234 561");
  await expect
    .poll(async () => (await readControl(page))?.name)
    .toBe("Call +34 911 23 45 61");
  await pressControl(page);
  await expect.poll(lab.pressed).toHaveLength(before + 1);
  await page.keyboard.press("Escape");
  await page.evaluate("document.querySelector('dialog').close()");
  await pointAt(page, "+34 911 234 560");
  await expect
    .poll(async () => (await readControl(page))?.name)
    .toBe("Call +34 911 23 45 60");
  await page.close();
});

test("a control in a frame goes when the pointer leaves the frame", async ({
  lab,
}) => {
  const page = await lab.open("dialog.html", 3);
  await page.evaluate("document.querySelector('dialog').close()");
  const frame = page.frames()[1];
  const hosts = () =>
    frame?.evaluate("document.querySelectorAll('html > [popover]').length");
  const box = await page.frameLocator("iframe").locator("#inner").boundingBox();
  await page.mouse.move((box?.x ?? 0) + 130, (box?.y ?? 0) + 8);
  await page.mouse.move((box?.x ?? 0) + 131, (box?.y ?? 0) + 8);
  await expect.poll(hosts).toBe(1);
  await page.mouse.move(900, 600);
  await expect.poll(hosts).toBe(0);
  await page.close();
});

test("the list's row shows its number and gives it to the keyboard", async ({
  lab,
}) => {
  const page = await lab.open("many.html", 5_000);
  const before = (await lab.pressed()).length;
  const last = (await lab.numbers(page)).at(-1);
  if (!last) throw new Error("no number listed");
  await lab.show(page, last);
  await expect.poll(async () => (await readControl(page))?.focused).toBe(true);
  expect(await page.evaluate("scrollY")).toBeGreaterThan(1_000);
  await page.waitForTimeout(400);
  await page.keyboard.press("Enter");
  await expect.poll(lab.pressed).toHaveLength(before + 1);
  expect((await lab.pressed()).at(-1)).toBe(last.e164);
  await page.close();
});
