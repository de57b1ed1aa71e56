import type { Locator, Page } from "@playwright/test";

/** The popup, by what a person sees of it. */
export class PopupPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get call(): Locator {
    return this.page.getByRole("region", { name: "Current call" });
  }

  /** What is happening, in one sentence. */
  get status(): Locator {
    return this.call.getByRole("status");
  }

  /** Types the number and presses Call. Closes what is left of a call before. */
  async dial(number: string): Promise<void> {
    const close = this.call.getByRole("button", { name: "Close" });
    if (await close.isVisible()) await close.click();
    await this.page.getByLabel("Number to call").fill(number);
    await this.page.getByRole("button", { name: "Call", exact: true }).click();
  }

  async hangUp(): Promise<void> {
    await this.call.getByRole("button", { name: "Hang up" }).click();
  }
}
