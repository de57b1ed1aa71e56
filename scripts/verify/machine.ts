import { fetchAsterisk, type Suite } from "../../e2e/asterisk/packages.ts";
import { type BrowserName, haveBrowser } from "../browsers.ts";
import { step } from "../step.ts";

/** What some checks need and not every machine has. */
export type Need = "asterisk" | "chromium" | "firefox-esr";

export type Machine = {
  /** why the machine does not have it */
  missing: ReadonlyMap<Need, string>;
  /** tests no check will run here, as `SKIPPED` tells them */
  skipped: readonly string[];
};

/** Undefined when the suite's Asterisk is there, else why not. */
async function haveAsterisk(suite: Suite): Promise<string | undefined> {
  try {
    await step(`Asterisk of Debian ${suite}`, (tell) =>
      fetchAsterisk({ suite, onProgress: tell }),
    );
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).replace(
      /\n.*/s,
      "",
    );
  }
}

/** One after the other: apt does one thing at a time. */
async function missingBrowsers(): Promise<[BrowserName, string][]> {
  const missing: [BrowserName, string][] = [];
  for (const name of ["chromium", "firefox-esr"] as const) {
    const found = await haveBrowser(name);
    if (found.missing !== undefined) missing.push([name, found.missing]);
  }
  return missing;
}

/** Fetches what the checks need, as far as this machine lets us. */
export async function prepareMachine(): Promise<Machine> {
  const [browsers, sid, bullseye] = await Promise.all([
    missingBrowsers(),
    haveAsterisk("sid"),
    haveAsterisk("bullseye"),
  ]);
  const missing = new Map<Need, string>(browsers);
  const skipped: string[] = [];
  if (sid !== undefined && bullseye !== undefined) missing.set("asterisk", sid);
  else if (sid !== undefined) skipped.push(`tests on Asterisk of sid: ${sid}`);
  else if (bullseye !== undefined)
    skipped.push(`tests on Asterisk of bullseye: ${bullseye}`);
  return { missing, skipped };
}
