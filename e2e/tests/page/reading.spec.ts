import { expect, test } from "./fixture.ts";

test("reads text as a person does", async ({ lab }) => {
  const page = await lab.open("plain.html", 6);
  const numbers = await lab.numbers(page);
  // Not the order numbers, the broken lines and items, the form field, the editor, the code, the hidden text.
  expect(numbers.map(({ e164 }) => e164)).toEqual([
    "+34900123456",
    "+442079460958",
    "+34912345678",
    "+34912345670",
    "+34934567890",
    "+34977345678",
  ]);
  expect(numbers.map(({ raw }) => raw)).toContain("912 345 670");
  await page.close();
});

test("follows lists that grow, shrink and become editable", async ({ lab }) => {
  const page = await lab.open("plain.html", 6);
  const count = async () => (await lab.numbers(page)).length;
  await page.evaluate(() => {
    const list = document.querySelector("ul");
    for (let at = 10; at < 40; at += 1) {
      const item = document.createElement("li");
      item.append(
        "Tel. ",
        Object.assign(document.createElement("b"), {
          textContent: `+34 911 234 5${at}`,
        }),
      );
      list?.append(item);
    }
  });
  await expect.poll(count).toBe(36);
  await page.evaluate("document.querySelector('ul').replaceChildren()");
  await expect.poll(count).toBe(6);
  await page.evaluate(
    "document.querySelector('#table').contentEditable = 'true'",
  );
  await expect.poll(count).toBe(4);
  await page.evaluate(
    "document.querySelector('#table').contentEditable = 'false'",
  );
  await expect.poll(count).toBe(6);
  await page.evaluate("document.querySelector('[hidden]').hidden = false");
  await expect.poll(count).toBe(7);
  await page.close();
});

test("sees into open shadow trees, early and late, and into frames", async ({
  lab,
}) => {
  const page = await lab.open("shadow.html", 5);
  const numbers = await lab.numbers(page);
  const inFrame = (which: (frameId: number) => boolean) =>
    numbers.filter(({ frameId }) => which(frameId)).map(({ e164 }) => e164);
  // In the order of the page, the shadow trees where their hosts stand.
  expect(inFrame((id) => id === 0)).toEqual([
    "+34911234501",
    "+34911234502",
    "+34911234503",
  ]);
  expect(inFrame((id) => id !== 0).sort()).toEqual([
    "+34911234504",
    "+34911234505",
  ]);
  expect(new Set(numbers.map(({ frameId }) => frameId)).size).toBe(3);
  await page.evaluate(() => {
    const text = document
      .querySelector("phone-card")
      ?.shadowRoot?.querySelector("p");
    if (text) text.textContent = "Sales: +34 911 234 599";
  });
  await expect
    .poll(async () => (await lab.numbers(page)).map(({ e164 }) => e164))
    .toContain("+34911234599");
  await page.close();
});

test("a page that asks for no numbers keeps only those that speak for themselves", async ({
  lab,
}) => {
  const page = await lab.open("hint.html", 2);
  const numbers = await lab.numbers(page);
  expect(numbers.map(({ e164 }) => e164)).toEqual([
    "+34911234568",
    "+34911234569",
  ]);
  await page.close();
});

test("marks only what is near the viewport", async ({ lab }) => {
  const page = await lab.open("many.html", 5_000);
  const marked = () =>
    page.evaluate<number>("CSS.highlights.get('ringback-number')?.size ?? 0");
  const holds = (end: "first" | "last") =>
    page.evaluate((which) => {
      const list = document.querySelector("ol");
      const item = which === "first" ? list?.firstChild : list?.lastChild;
      let held = false;
      CSS.highlights.get("ringback-number")?.forEach((range) => {
        held ||= range.startContainer === item?.firstChild;
      });
      return held;
    }, end);
  await expect.poll(marked).toBeGreaterThan(20);
  expect(await marked()).toBeLessThan(500);
  expect(await holds("first")).toBe(true);
  await page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
  await expect.poll(() => holds("last")).toBe(true);
  expect(await holds("first")).toBe(false);
  expect(await marked()).toBeLessThan(500);
  await page.close();
});
