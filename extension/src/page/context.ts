import { type Block, elementOf } from "./blocks.ts";

const LONGEST_LABEL = 60;
const MOST_CHILDREN = 8;
const LEVELS_UP = 2;

/**
 * What the page says a value is: the label of its field, the head of its column, the term before it. Nothing else so
 * often tells a customer number from a telephone number.
 */
export function labelFor(block: Block, before: string): string | undefined {
  const element = elementOf(block);
  return (
    label(before) ??
    named(element) ??
    term(element) ??
    columnHead(element) ??
    besides(element)
  );
}

function label(text: string | null | undefined): string | undefined {
  const trimmed = text?.replace(/\s+/g, " ").trim() ?? "";
  return trimmed === "" || trimmed.length > LONGEST_LABEL ? undefined : trimmed;
}

function labelOf(element: Element | null | undefined): string | undefined {
  if (!element || element.childElementCount > MOST_CHILDREN) return undefined;
  return label(element.textContent);
}

function named(element: Element): string | undefined {
  const ids = element.getAttribute("aria-labelledby")?.split(/\s+/) ?? [];
  const root = element.getRootNode();
  if (root instanceof Document || root instanceof ShadowRoot) {
    for (const id of ids) {
      const found = labelOf(root.getElementById(id));
      if (found) return found;
    }
  }
  return label(element.getAttribute("aria-label"));
}

function term(element: Element): string | undefined {
  let at = element.closest("dd")?.previousElementSibling;
  while (at?.localName === "dd") at = at.previousElementSibling;
  return at?.localName === "dt" ? labelOf(at) : undefined;
}

function columnHead(element: Element): string | undefined {
  const cell = element.closest("td, th, [role=cell], [role=gridcell]");
  if (!cell) return undefined;
  return cell instanceof HTMLTableCellElement
    ? tableHead(cell)
    : gridHead(cell);
}

function column(cell: Element): number {
  let index = 0;
  for (
    let at = cell.previousElementSibling;
    at;
    at = at.previousElementSibling
  ) {
    index += at instanceof HTMLTableCellElement ? at.colSpan : 1;
  }
  return index;
}

function tableHead(cell: HTMLTableCellElement): string | undefined {
  const row = cell.closest("tr");
  const table = cell.closest("table");
  const headRow = table?.tHead?.rows[table.tHead.rows.length - 1];
  const top = headRow ?? table?.rows[0];
  const rowHead = row?.querySelector(":scope > th");
  const aside = rowHead === cell ? undefined : labelOf(rowHead);
  if (!top || top === row) return aside;
  const index = column(cell);
  const above = [...top.cells].find(
    (head) =>
      (headRow || head.localName === "th") &&
      column(head) <= index &&
      index < column(head) + head.colSpan,
  );
  return labelOf(above) ?? aside;
}

function gridHead(cell: Element): string | undefined {
  const grid = cell.closest("[role=grid], [role=table], [role=treegrid]");
  const heads = grid?.querySelectorAll("[role=columnheader]");
  const given = Number(cell.getAttribute("aria-colindex"));
  if (given > 0) {
    const head = [...(heads ?? [])].find(
      (each) => Number(each.getAttribute("aria-colindex")) === given,
    );
    if (head) return labelOf(head);
  }
  return labelOf(heads?.item(column(cell)));
}

/** A label that stands in an element of its own before the value's: `<div><div>Phone</div><div>…</div></div>`. */
function besides(element: Element): string | undefined {
  let at: Element | null = element;
  for (let level = 0; at && level <= LEVELS_UP; level += 1) {
    if (at.previousElementSibling) return labelOf(at.previousElementSibling);
    at = at.parentElement;
  }
  return undefined;
}
