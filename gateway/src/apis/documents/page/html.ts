/** Text that is HTML already; everything else is escaped on its way in. */
export type Html = { readonly html: string };

type Part = Html | string | number | undefined | readonly Part[];

/** A template whose parts cannot be taken for markup. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  const [first = "", ...rest] = texts;
  return {
    html: rest.reduce(
      (before, text, index) => before + written(parts[index]) + text,
      first,
    ),
  };
}

export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function written(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number")
    return escaped(String(part));
  return "html" in part ? part.html : part.map(written).join("");
}
