import { pointAt, readControl } from "./control.ts";
import { expect, test } from "./fixture.ts";

const html = "document.documentElement.outerHTML";
const marked = "CSS.highlights.get('ringback-number')?.size ?? 0";

test("the page's nodes are as without the extension, but for one host element while the control is shown", async ({
  lab,
}) => {
  const page = await lab.open("react-like.html", 3);
  await expect.poll(() => page.evaluate(marked)).toBe(3);
  const first = await page.evaluate<string>("htmlAtFirst");
  // The parser closes the body after the page's own script has run.
  expect((await page.evaluate<string>(html)).replace(/\s/g, "")).toBe(
    first.replace(/\s/g, ""),
  );
  await pointAt(page, "+34 911 234 568");
  await expect.poll(async () => (await readControl(page))?.name).toBeTruthy();
  const added = await page.evaluate(() => {
    const shown = document.documentElement.outerHTML;
    const host = document.documentElement.lastElementChild;
    const copy = document.documentElement.cloneNode(true);
    if (copy instanceof Element) copy.lastElementChild?.remove();
    return {
      closed: host?.shadowRoot === null,
      empty: host?.childNodes.length === 0,
      rest: copy instanceof Element ? copy.outerHTML : "",
      differs: shown !== (copy instanceof Element ? copy.outerHTML : shown),
    };
  });
  expect(added).toMatchObject({ closed: true, empty: true, differs: true });
  expect(added.rest.replace(/\s/g, "")).toBe(first.replace(/\s/g, ""));
  await page.keyboard.press("Escape");
  await expect.poll(() => readControl(page)).toBeUndefined();
  expect((await page.evaluate<string>(html)).replace(/\s/g, "")).toBe(
    first.replace(/\s/g, ""),
  );
  await page.close();
});

test("an app that keeps its nodes goes on, and its new numbers are the ones offered", async ({
  lab,
}) => {
  const page = await lab.open("react-like.html", 3);
  await page.evaluate("app.rename(0, '+34 922 345 678')");
  const seen = async () =>
    (await lab.numbers(page)).map(({ e164 }) => e164).sort();
  await expect
    .poll(seen)
    .toEqual(["+34911234568", "+34911234569", "+34922345678"]);
  await page.evaluate("app.moveFirstToEnd()");
  await page.evaluate("app.remove(1)");
  await page.evaluate("app.removeText(1)");
  await expect.poll(seen).toEqual(["+34922345678"]);
  expect(await page.evaluate("faults")).toEqual([]);
  await expect.poll(() => page.evaluate(marked)).toBe(1);
  expect(await page.locator("li").allTextContents()).toEqual([
    "Phone ",
    "Phone +34 922 345 678",
  ]);
  await page.close();
});

test("print and copy are the page's own", async ({ lab }) => {
  const page = await lab.open("plain.html", 6);
  await expect.poll(() => page.evaluate(marked)).toBe(6);
  const screen = await page.screenshot();
  await pointAt(page, "+34 900 123 456");
  await expect.poll(async () => (await readControl(page))?.name).toBeTruthy();
  await page.keyboard.press("Control+A");
  const copied = await page.evaluate(() => String(getSelection()));
  expect(copied).toContain("Call our workshop on +34 900 123 456 from nine");
  expect(copied.trimEnd().endsWith("+34 977 345 678")).toBe(true);
  await page.evaluate("getSelection().removeAllRanges()");
  await page.emulateMedia({ media: "print" });
  const printed = await page.screenshot();
  await page.keyboard.press("Escape");
  await page.evaluate("CSS.highlights.clear()");
  expect(printed.equals(await page.screenshot())).toBe(true);
  expect(printed.equals(screen)).toBe(false);
  await page.close();
});
