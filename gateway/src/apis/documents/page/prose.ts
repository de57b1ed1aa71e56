/** The little Markdown that the document's descriptions have: paragraphs, lists, bold, code. */
import { escaped, type Html, html } from "./html.ts";

export function prose(text: string): Html[] {
  return text
    .trim()
    .split(/\n{2,}/)
    .map(block);
}

/** One line: bold and code alone. */
export function line(text: string): Html {
  const marked = escaped(text)
    .replace(/`([^`]+)`/g, "<code>$1</code>")
    .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>");
  return { html: marked };
}

const ITEM = /^(?:-|\d+\.) /;

function block(text: string): Html {
  const lines = text.split("\n");
  if (!lines.every((each) => ITEM.test(each)))
    return html`<p>${line(text)}</p>`;
  const items = lines.map(
    (each) => html`<li>${line(each.replace(ITEM, ""))}</li>`,
  );
  return text.startsWith("-")
    ? html`<ul>${items}</ul>`
    : html`<ol>${items}</ol>`;
}
