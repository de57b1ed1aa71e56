import type { Page } from "@playwright/test";
import { pressControl, readControl } from "./control.ts";
import { expect, test } from "./fixture.ts";

const LINKS = 5;
const clicks = (page: Page) =>
  page.evaluate<{ id: string; taken: boolean }[]>("clicks");
const shown = async (page: Page) => (await readControl(page))?.name;

test("a telephone link shows its number instead of dialling", async ({
  lab,
}) => {
  const page = await lab.open("links.html", LINKS);
  const before = (await lab.pressed()).length;
  for (const [id, name] of [
    ["tel", "Call +34 911 23 45 67"],
    ["callto", "Call +34 911 23 45 68"],
    ["sip", "Call +34 911 23 45 69"],
    ["national", "Call +34 911 23 45 70"],
    ["picture", "Call +34 911 23 45 71"],
  ] as const) {
    await page.click(`#${id}`);
    await expect.poll(() => shown(page)).toBe(name);
    expect((await clicks(page)).at(-1)).toEqual({ id, taken: true });
    await page.keyboard.press("Escape");
  }
  expect(await lab.pressed()).toHaveLength(before);
  await page.click("#national");
  await pressControl(page);
  await expect.poll(lab.pressed).toHaveLength(before + 1);
  expect((await lab.pressed()).at(-1)).toBe("+34911234570");
  await page.close();
});

test("what is no number, and what is no plain click, stays the browser's", async ({
  lab,
}) => {
  const page = await lab.open("links.html", LINKS);
  for (const id of ["code", "short", "name", "plain"]) {
    await page.click(`#${id}`);
    expect((await clicks(page)).at(-1)).toEqual({ id, taken: false });
  }
  for (const modifier of ["Control", "Shift", "Alt", "Meta"] as const) {
    await page.click("#tel", { modifiers: [modifier] });
    expect((await clicks(page)).at(-1)).toEqual({ id: "tel", taken: false });
  }
  await page.click("#tel", { button: "middle" });
  expect((await clicks(page)).at(-1)).toEqual({ id: "tel", taken: false });
  await page.evaluate("document.querySelector('#tel').click()");
  expect((await clicks(page)).at(-1)).toEqual({ id: "tel", taken: false });
  expect(await shown(page)).toBeUndefined();
  await page.close();
});

test("links that come later and addresses that change are known", async ({
  lab,
}) => {
  const page = await lab.open("links.html", LINKS);
  await page.evaluate(() => {
    const later = document.querySelector("#later");
    if (later) later.innerHTML = '<a id="new" href="tel:+34911234577">New</a>';
    document.querySelector("#callto")?.setAttribute("href", "tel:+34911234588");
  });
  await page.click("#new");
  await expect.poll(() => shown(page)).toBe("Call +34 911 23 45 77");
  await page.click("#callto");
  await expect.poll(() => shown(page)).toBe("Call +34 911 23 45 88");
  await page.evaluate("document.querySelector('#tel').removeAttribute('href')");
  await expect
    .poll(async () => (await lab.numbers(page)).map(({ e164 }) => e164))
    .not.toContain("+34911234567");
  await page.close();
});

test("a link pressed by keyboard takes the keyboard to the control and Escape brings it back", async ({
  lab,
}) => {
  const page = await lab.open("links.html", LINKS);
  await page.focus("#tel");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await readControl(page))?.focused).toBe(true);
  await page.keyboard.press("Escape");
  expect(await shown(page)).toBeUndefined();
  expect(await page.evaluate("document.activeElement.id")).toBe("tel");
  await page.close();
});
