import { describe, expect, inject, it } from "vitest";
import { bench } from "./click.ts";

const today = () => Math.floor(Date.now() / 86_400_000);
const bucket = (day: number) => ((day % 3) + 3) % 3;

describe.each(inject("suites"))("AstDB on Asterisk of %s", (suite) => {
  const lab = bench({ suite });

  async function entries(): Promise<string[]> {
    const shown = await lab.pbx.cli("database show ringback");
    return [...shown.matchAll(/^\/ringback\/(\d\/\S+)/gm)].map(([, key]) =>
      String(key),
    );
  }

  /** One old entry in each bucket, with the day of the last call. */
  async function fill(lastDay: number): Promise<void> {
    await lab.pbx.cli("database deltree ringback");
    for (const b of [0, 1, 2])
      await lab.pbx.cli(`database put ringback/${b} old-a ANSWER:0:0:1`);
    await lab.pbx.cli(`database put ringback day ${lastDay}`);
  }

  async function clickAndList(): Promise<string[]> {
    const click = await lab.click({ destination: "102", endpoint: "dave" });
    await click.over();
    const own = `${bucket(today())}/${click.iden}-a`;
    const all = await entries();
    expect(all).toContain(own);
    return all.filter((key) => key !== own);
  }

  it("the first call of a day empties only the bucket of the day before yesterday", async () => {
    await fill(today() - 1);
    const kept = await clickAndList();
    expect(kept.sort()).toEqual(
      [`${bucket(today())}/old-a`, `${bucket(today() - 1)}/old-a`].sort(),
    );
  });

  it("later calls of the day empty nothing", async () => {
    await fill(today());
    expect(await clickAndList()).toHaveLength(3);
  });

  it("after days without a call, yesterday's bucket alone is kept", async () => {
    await fill(today() - 9);
    expect(await clickAndList()).toEqual([`${bucket(today() - 1)}/old-a`]);
  });

  it("entries outlive a crash of Asterisk", async () => {
    const click = await lab.click({ destination: "102", endpoint: "dave" });
    await click.over();
    // AstDB commits once a second.
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await lab.pbx.kill9();
    await lab.pbx.restart();
    const key = `ringback/${bucket(today())} ${click.iden}-a`;
    expect(await lab.pbx.cli(`database get ${key}`)).toMatch(
      /Value: CHANUNAVAIL:20:0:\d{10}/,
    );
  });
});
