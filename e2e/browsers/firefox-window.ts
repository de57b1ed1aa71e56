import { at, type Bidi, listAt, textAt } from "./bidi.ts";
import { until } from "./firefox-page.ts";

/** What stands in an accessibility tree, in reading order; `box` counts from the corner of its document. */
export type Accessible = {
  role: string;
  name: string;
  depth: number;
  enabled: boolean;
  box: { x: number; y: number; width: number; height: number };
};

/** The tab in front, or the popup that hangs on the extension's toolbar button. */
export type Where = "page" | "popup";

const BROWSERS: Readonly<Record<Where, string>> = {
  page: "gBrowser.selectedBrowser",
  popup: `document.querySelector(".webextension-popup-browser")`,
};
const DARK_PREF = "layout.css.prefers-color-scheme.content-override";

/** The browser's own window, where its menus, its settings and the extension's background are in reach. */
export class FirefoxWindow {
  readonly #bidi: Bidi;
  readonly #context: string;
  readonly #extension: string;

  private constructor(bidi: Bidi, context: string, extensionId: string) {
    this.#bidi = bidi;
    this.#context = context;
    this.#extension = `WebExtensionPolicy.getByID(${JSON.stringify(extensionId)}).extension`;
  }

  static async find(bidi: Bidi, extensionId: string): Promise<FirefoxWindow> {
    const tree = await bidi.send("browsingContext.getTree", {
      "moz:scope": "chrome",
      maxDepth: 0,
    });
    const browser = listAt(tree, "contexts").find((each) =>
      textAt(each, "url").endsWith("/browser.xhtml"),
    );
    const context = textAt(browser, "context");
    // Held, because Firefox drops the trees of all tabs with the last reference.
    await bidi.evaluate(
      context,
      `void (window.held = Cc["@mozilla.org/accessibilityService;1"].getService(Ci.nsIAccessibilityService))`,
    );
    return new FirefoxWindow(bidi, context, extensionId);
  }

  /** Pages are told that the person likes it dark, or light. */
  async prefer(scheme: "light" | "dark"): Promise<void> {
    await this.#evaluate(
      `Services.prefs.setIntPref("${DARK_PREF}", ${scheme === "dark" ? 0 : 1})`,
    );
  }

  /** Ends the event page as Firefox does when it is idle: everything it held in memory is gone. */
  async terminateBackground(): Promise<void> {
    const state = await this.#evaluate(
      `${this.#extension}.terminateBackground().then(() => ${this.#extension}.backgroundState)`,
    );
    if (state !== "stopped")
      throw new Error(`the background is ${String(state)}`);
  }

  /** Chooses from the context menu that a right click has just opened. */
  async choose(label: string): Promise<void> {
    await until(`the menu offers ${label}`, async () => {
      const chosen = await this.#evaluate(
        `(${chooseItem})(${JSON.stringify(label)})`,
      );
      return chosen === true ? true : undefined;
    });
  }

  /** Everything assistive software finds there, also in shadow trees closed to the page; empty while it is not open. */
  async accessible(where: Where): Promise<readonly Accessible[]> {
    const tree = await this.#evaluate(`(${readTree})(${BROWSERS[where]})`);
    return Array.isArray(tree) ? tree.filter(isAccessible) : [];
  }

  /** Presses a button as assistive software does. */
  async press(where: Where, name: string): Promise<void> {
    const pressed = await this.#evaluate(
      `(${pressButton})(${BROWSERS[where]}, ${JSON.stringify(name)})`,
    );
    if (pressed !== true) throw new Error(`no button ${name} in the ${where}`);
  }

  /** Takes the toolbar popup away, as a click elsewhere does. */
  async closePopup(): Promise<void> {
    await this.#evaluate(
      `void ${BROWSERS.popup}?.closest("panel").hidePopup()`,
    );
    await until("the popup has gone", async () =>
      (await this.accessible("popup")).length === 0 ? true : undefined,
    );
  }

  #evaluate(expression: string): Promise<unknown> {
    return this.#bidi.evaluate(this.#context, expression);
  }
}

function isAccessible(value: unknown): value is Accessible {
  return (
    typeof at(value, "role") === "string" &&
    typeof at(value, "name") === "string" &&
    typeof at(value, "depth") === "number" &&
    typeof at(value, "enabled") === "boolean" &&
    typeof at(value, "box", "width") === "number"
  );
}

const readTree = `(browser) => {
  const all = [];
  const visit = (accessible, depth, corner) => {
    const [x, y, width, height] = [{}, {}, {}, {}];
    accessible.getBounds(x, y, width, height);
    const from = corner ?? { x: x.value, y: y.value };
    const states = {};
    accessible.getState(states, {});
    all.push({
      role: window.held.getStringRole(accessible.role),
      name: accessible.name ?? "",
      depth,
      enabled: (states.value & Ci.nsIAccessibleStates.STATE_UNAVAILABLE) === 0,
      box: { x: x.value - from.x, y: y.value - from.y, width: width.value, height: height.value },
    });
    for (let child = accessible.firstChild; child; child = child.nextSibling) visit(child, depth + 1, from);
  };
  const root = browser && window.held.getAccessibleFor(browser);
  if (root) visit(root, 0);
  return all;
}`;

const pressButton = `(browser, name) => {
  const find = (accessible) => {
    const role = window.held.getStringRole(accessible.role);
    if (role === "pushbutton" && accessible.name === name) return accessible;
    for (let child = accessible.firstChild; child; child = child.nextSibling) {
      const found = find(child);
      if (found) return found;
    }
  };
  const root = browser && window.held.getAccessibleFor(browser);
  const button = root && find(root);
  button?.doAction(0);
  return button !== undefined && button !== null;
}`;

const chooseItem = `(label) => {
  const menu = document.getElementById("contentAreaContextMenu");
  if (menu.state !== "open") return false;
  const item = [...menu.querySelectorAll("menuitem")].find((each) => each.label === label && !each.hidden);
  if (!item) return false;
  menu.activateItem(item);
  return true;
}`;
