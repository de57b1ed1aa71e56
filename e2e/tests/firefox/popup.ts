import type { FirefoxPage } from "../../browsers/firefox-page.ts";

/** The popup, opened as a page of its own, by what a person sees of it. */
export class FirefoxPopup {
  readonly page: FirefoxPage;

  constructor(page: FirefoxPage) {
    this.page = page;
  }

  /** From now on remembers every sentence about the call. */
  async listen(): Promise<void> {
    await this.page.evaluate(`void (() => {
      globalThis.said = [];
      new MutationObserver(() => {
        const sentence = document.querySelector("[role=status]")?.textContent ?? "";
        if (sentence !== "" && said.at(-1) !== sentence) said.push(sentence);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    })()`);
  }

  /** Every sentence since it listens. */
  async said(): Promise<string[]> {
    const said = await this.page.evaluate("said");
    return Array.isArray(said) ? said.map(String) : [];
  }

  /** What is happening, in one sentence; empty while there is no call. */
  async status(): Promise<string> {
    return await this.#inCall("status");
  }

  /** The clock of the call: "00:03". */
  async elapsed(): Promise<string> {
    return await this.#inCall("timer");
  }

  /** Types the number and presses Call. Closes what is left of a call before. */
  async dial(number: string): Promise<void> {
    const { page } = this;
    await page.show();
    const [close] = await page.nodes("button", "Close");
    if (close !== undefined) await page.clickOn(close);
    await page.fill(await page.node("textbox", "Number to call"), number);
    await page.click("button", "Call");
  }

  async hangUp(): Promise<void> {
    await this.page.show();
    await this.page.click("button", "Hang up");
  }

  async #inCall(role: string): Promise<string> {
    const [card] = await this.page.nodes("region", "Current call");
    if (card === undefined) return "";
    const [node] = await this.page.nodes(role, undefined, card);
    return node === undefined ? "" : await this.page.text(node);
  }
}
