import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { expect, test } from "./fixture.ts";

const BUILDS = ["chrome-mv3", "firefox-mv3"];
const LIMIT = 10_000;

for (const build of BUILDS) {
  test(`the first script of ${build} is under 10 kB`, async () => {
    const file = new URL(
      `../../../extension/.output/${build}/content-scripts/page.js`,
      import.meta.url,
    );
    expect(gzipSync(await readFile(file), { level: 9 }).length).toBeLessThan(
      LIMIT,
    );
  });
}

test("the second script is asked for only where something may be a number", async ({
  lab,
}) => {
  const page = await lab.open("nothing.html", 0);
  const asks = async () =>
    (await lab.asked()).filter((url) => url === page.url()).length;
  await page.waitForTimeout(1_500);
  expect(await asks()).toBe(0);
  await page.evaluate(
    "document.querySelector('#later').textContent = 'Phone: 911 234 567'",
  );
  await expect.poll(async () => (await lab.numbers(page)).length).toBe(1);
  expect(await asks()).toBe(1);
  await page.close();
});
