import { offer, readControl } from "./control.ts";
import { expect, makeLab, test } from "./fixture.ts";

const marked = "CSS.highlights.get('ringback-number')?.size ?? 0";

test("a second copy of the script takes the place of the first", async ({
  lab,
}) => {
  const page = await lab.open("plain.html", 6);
  await expect.poll(() => page.evaluate(marked)).toBe(6);
  await offer(page, "+34 900 123 456");
  await lab.browser.worker.evaluate(
    `chrome.tabs.query({}).then((tabs) => chrome.scripting.executeScript({
      target: { tabId: tabs.find(({ url }) => url === ${JSON.stringify(page.url())}).id },
      files: ["content-scripts/page.js"],
    }))`,
  );
  await expect.poll(() => readControl(page)).toBeUndefined();
  await expect.poll(async () => (await lab.numbers(page)).length).toBe(6);
  await expect.poll(() => page.evaluate(marked)).toBe(6);
  await offer(page, "912 345 670", "+34 912 345 670");
  const hosts = "document.querySelectorAll('html > [popover]').length";
  expect(await page.evaluate(hosts)).toBe(1);
  await page.close();
});

test("turned off for a site, everything goes; turned on, it comes back", async ({
  lab,
}) => {
  const page = await lab.open("plain.html", 6);
  await offer(page, "+34 900 123 456");
  await lab.settings(page, { enabled: false });
  await expect.poll(() => page.evaluate(marked)).toBe(0);
  expect(await readControl(page)).toBeUndefined();
  await lab.settings(page, { off: ["highlights"] });
  await expect.poll(async () => (await lab.numbers(page)).length).toBe(6);
  expect(await page.evaluate(marked)).toBe(0);
  await lab.settings(page, {});
  await expect.poll(() => page.evaluate(marked)).toBe(6);
  await page.close();
});

test("when the extension is reloaded, what its old script showed goes", async () => {
  const lab = await makeLab();
  const page = await lab.open("plain.html", 6);
  await expect.poll(() => page.evaluate(marked)).toBe(6);
  await lab.browser.worker.evaluate(
    "void setTimeout(() => chrome.runtime.reload(), 100)",
  );
  await expect.poll(() => page.evaluate(marked), { timeout: 10_000 }).toBe(0);
  await lab.close();
});
