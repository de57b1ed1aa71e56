import { CONTROL_CSS, HOST_STYLE } from "./control-style.ts";

const SVG = "http://www.w3.org/2000/svg";
/** A handset, drawn on a grid of 24. */
const HANDSET =
  "M7.2 3.5 9.6 4a1 1 0 0 1 .8.9l.3 2.8a1 1 0 0 1-.4.9L8.600 9.900a12 12 0 0 0 5.500 5.500l1.300-1.700a1 1 0 0 1 .9-.4l2.800.3a1 1 0 0 1 .9.8l.5 2.400a1.500 1.500 0 0 1-1.500 1.800C10.800 18.600 5.400 13.200 5.400 5a1.500 1.500 0 0 1 1.800-1.500Z";

export type ControlText = {
  /** the E.164, in the usual groups */
  number: string;
  /** what one should know before calling */
  note: string;
};

/** The control's nodes. They live in a closed shadow tree, where the page can neither read nor press them. */
export class ControlView {
  readonly host = document.createElement("div");
  readonly button = document.createElement("button");
  readonly #card = document.createElement("div");
  readonly #number = document.createElement("span");
  readonly #note = document.createElement("p");
  readonly #status = document.createElement("p");
  #style: string | null = null;

  constructor() {
    for (const [name, value] of Object.entries(HOST_STYLE)) {
      this.host.style.setProperty(name, value, "important");
    }
    const tree = this.host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CONTROL_CSS);
    tree.adoptedStyleSheets = [sheet];
    this.#card.className = "card";
    this.#number.className = "number";
    this.#status.setAttribute("role", "status");
    this.button.type = "button";
    const label = document.createElement("span");
    label.append("Call ", this.#number);
    this.button.append(handset(), label);
    this.#card.append(this.button, this.#note, this.#status);
    tree.append(this.#card);
  }

  write({ number, note }: ControlText): void {
    this.#number.textContent = number;
    this.#note.textContent = note;
  }

  say(sentence: string): void {
    this.#status.textContent = sentence;
  }

  set dark(dark: boolean) {
    this.#card.classList.toggle("dark", dark);
  }

  /** The page has left the host's style alone; as it is all `important`, it holds then. */
  get intact(): boolean {
    return this.host.getAttribute("style") === this.#style;
  }

  get busy(): boolean {
    return this.button.getAttribute("aria-disabled") === "true";
  }

  /** Stays focusable, so that the keyboard does not fall back to the page. */
  set busy(busy: boolean) {
    this.button.setAttribute("aria-disabled", String(busy));
  }

  move(left: number, top: number): void {
    this.host.style.setProperty("left", `${left}px`, "important");
    this.host.style.setProperty("top", `${top}px`, "important");
    this.#style = this.host.getAttribute("style");
  }
}

function handset(): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", HANDSET);
  path.setAttribute("fill", "none");
  path.setAttribute("stroke", "currentColor");
  path.setAttribute("stroke-width", "1.8");
  path.setAttribute("stroke-linejoin", "round");
  svg.append(path);
  return svg;
}
