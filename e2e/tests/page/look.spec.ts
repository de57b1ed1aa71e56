import { pointAt, pressControl, readControl } from "./control.ts";
import { expect, test } from "./fixture.ts";

for (const theme of ["light", "dark"]) {
  test(`marks numbers and offers the one pointed at, on a ${theme} page`, async ({
    lab,
  }, info) => {
    const page = await lab.open("plain.html", 6);
    await page.evaluate((name) => document.body.classList.add(name), theme);
    await pointAt(page, "+34 900 123 456");
    await expect
      .poll(async () => (await readControl(page))?.name)
      .toBe("Call +34 900 123 456");
    await page.waitForTimeout(300);
    await info.attach(`${theme}.png`, {
      body: await page.screenshot({ path: info.outputPath(`${theme}.png`) }),
      contentType: "image/png",
    });
    await pressControl(page);
    await expect
      .poll(async () => (await readControl(page))?.said)
      .toBe("Ringback asks you first, in its own window.");
    await page.screenshot({ path: info.outputPath(`${theme}-said.png`) });
    expect((await lab.pressed()).at(-1)).toBe("+34900123456");
    await page.close();
  });
}
