import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { servePage } from "../../demo/page-server.ts";
import { expect, test } from "./fixture.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const OWN_PAGES = ["welcome", "popup", "options"] as const;
const THEMES = ["light", "dark"] as const;

async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(RULES)
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html}`),
  );
}

for (const colorScheme of THEMES) {
  for (const name of OWN_PAGES) {
    test(`the ${name} page has no accessibility fault, ${colorScheme}`, async ({
      lab: { browser },
    }) => {
      const page = await browser.context.newPage();
      await page.emulateMedia({ colorScheme });
      await page.goto(`chrome-extension://${browser.extensionId}/${name}.html`);
      await page.getByRole("heading").first().waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.close();
    });
  }

  test(`the demo page has no accessibility fault, ${colorScheme}`, async ({
    lab: { browser },
  }) => {
    const demo = await servePage();
    const page = await browser.context.newPage();
    await page.emulateMedia({ colorScheme });
    await page.goto(demo.url);
    expect(await faultsOf(page)).toEqual([]);
    await page.close();
    await demo.close();
  });
}
