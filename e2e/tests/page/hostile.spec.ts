import { offer, pointAt, pressControl, readControl } from "./control.ts";
import { expect, test } from "./fixture.ts";

const NUMBER = "+34 900 123 456";

test("a page can neither read nor press the control", async ({ lab }) => {
  const page = await lab.open("plain.html", 6);
  const before = (await lab.pressed()).length;
  await offer(page, NUMBER);
  await page.waitForTimeout(400);
  await page.evaluate(() => {
    const host = document.documentElement.lastElementChild;
    if (!(host instanceof HTMLElement)) return;
    const { left, top } = host.getBoundingClientRect();
    const at = {
      clientX: left + 30,
      clientY: top + 20,
      bubbles: true,
      composed: true,
    };
    for (const type of [
      "pointerdown",
      "mousedown",
      "pointerup",
      "mouseup",
      "click",
    ]) {
      host.dispatchEvent(new PointerEvent(type, at));
    }
    host.click();
    host.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", bubbles: true }),
    );
  });
  expect(
    await page.evaluate("document.documentElement.lastElementChild.shadowRoot"),
  ).toBeNull();
  await page.waitForTimeout(300);
  expect(await lab.pressed()).toHaveLength(before);
  // The same place, pressed by a person.
  await pressControl(page);
  await expect.poll(lab.pressed).toHaveLength(before + 1);
  await page.close();
});

test("a made-up mouse move shows nothing", async ({ lab }) => {
  const page = await lab.open("plain.html", 6);
  await page.evaluate(() => {
    const text = document.querySelector("#cell");
    const box = text?.getBoundingClientRect();
    text?.dispatchEvent(
      new PointerEvent("pointermove", {
        clientX: (box?.left ?? 0) + 20,
        clientY: (box?.top ?? 0) + 15,
        bubbles: true,
        composed: true,
      }),
    );
  });
  await page.waitForTimeout(400);
  expect(await readControl(page)).toBeUndefined();
  await pointAt(page, "912 345 670");
  await expect.poll(async () => (await readControl(page))?.name).toBeTruthy();
  await page.close();
});

test("a number that changes under the press is refused", async ({ lab }) => {
  const page = await lab.open("plain.html", 6);
  const before = (await lab.pressed()).length;
  await offer(page, NUMBER);
  await page.evaluate(() => {
    addEventListener(
      "click",
      () => {
        const text = document.querySelector("#intro")?.firstChild;
        if (text)
          text.textContent = "Call our workshop on +34 900 123 456 7 from";
      },
      { capture: true, once: true },
    );
  });
  await pressControl(page);
  await page.waitForTimeout(300);
  expect(await lab.pressed()).toHaveLength(before);
  await page.close();
});

test("with the changes not watched, a changed number is still refused", async ({
  lab,
}) => {
  const page = await lab.open("plain.html", 6);
  const before = (await lab.pressed()).length;
  await lab.settings(page, { off: ["changes"] });
  await expect.poll(async () => (await lab.numbers(page)).length).toBe(6);
  await offer(page, NUMBER);
  await page.evaluate(() => {
    const text = document.querySelector("#intro")?.firstChild;
    if (text instanceof Text) text.data = text.data.replace("456", "457");
  });
  await pressControl(page);
  await expect
    .poll(async () => (await readControl(page))?.said)
    .toContain("The page has changed here");
  expect(await lab.pressed()).toHaveLength(before);
  await page.close();
});

test("a press too soon after the control came is not taken", async ({
  lab,
}) => {
  const page = await lab.open("plain.html", 6);
  const before = (await lab.pressed()).length;
  await offer(page, NUMBER);
  await page.mouse.move(0, 0);
  await expect.poll(() => readControl(page)).toBeUndefined();
  await pointAt(page, NUMBER);
  const box = await page.evaluate(
    () =>
      new Promise<{ x: number; y: number }>((resolve) => {
        new MutationObserver(() => {
          const at =
            document.documentElement.lastElementChild?.getBoundingClientRect();
          resolve({ x: (at?.left ?? 0) + 40, y: (at?.top ?? 0) + 20 });
        }).observe(document.documentElement, { childList: true });
      }),
  );
  await page.mouse.click(box.x, box.y);
  await page.waitForTimeout(200);
  expect(await lab.pressed()).toHaveLength(before);
  await pressControl(page);
  await expect.poll(lab.pressed).toHaveLength(before + 1);
  await page.close();
});

for (const [how, script] of [
  [
    "covered by a picture that lets clicks through",
    `document.body.insertAdjacentHTML("beforeend",
      '<div id="bait" popover="manual" style="pointer-events:none; position:fixed; inset:0; width:100vw; height:100vh; background:#fff">Free prize</div>');
     document.querySelector("#bait").showPopover();`,
  ],
  [
    "faded away",
    "document.documentElement.lastElementChild.style.setProperty('opacity', '0.01', 'important')",
  ],
] as const) {
  test(`a control ${how} places no call`, async ({ lab }) => {
    const page = await lab.open("plain.html", 6);
    const before = (await lab.pressed()).length;
    await offer(page, NUMBER);
    await page.evaluate(script);
    await pressControl(page);
    await page.waitForTimeout(300);
    expect(await lab.pressed()).toHaveLength(before);
    expect((await readControl(page))?.said).toContain("lies over this button");
    await page.close();
  });
}
