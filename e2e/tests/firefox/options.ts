import type { Firefox } from "../../browsers/firefox.ts";
import { type FirefoxPage, until } from "../../browsers/firefox-page.ts";
import { kept } from "./kept.ts";

export async function openOptions(firefox: Firefox): Promise<FirefoxPage> {
  const page = await firefox.open(firefox.address("options.html"));
  await page.size(900, 1200);
  return page;
}

/** Chooses one of the modes by its words, and waits for so many page scripts. */
export async function chooseMode(
  page: FirefoxPage,
  words: string,
  scripts: number,
): Promise<void> {
  await page.clickAt(await page.middleOf(words));
  await until(`${scripts} page scripts after "${words}"`, async () =>
    (await kept(page)).scripts === scripts ? true : undefined,
  );
}

export async function lookEverywhere(firefox: Firefox): Promise<void> {
  const page = await openOptions(firefox);
  await chooseMode(page, "On every site", 1);
  await page.close();
}
