/** Elements whose text runs on into the text around them. Everything else ends a run. */
const INLINE = new Set(
  "a abbr acronym b bdi bdo big cite data dfn em font i ins label mark nobr q small span strong time tt u var wbr".split(
    " ",
  ),
);

/** A reader sees nothing of these: the text goes on across them. */
const UNSEEN = new Set("head script style template noscript".split(" "));

/** Content that is not prose: never read, and never joined over. */
const CLOSED = new Set(
  "textarea input select option code pre samp kbd svg math canvas iframe object embed video audio".split(
    " ",
  ),
);

const LINK = /^\s*(?:tel|callto|sips?):/i;
const EDITOR_ROLES = new Set([
  "textbox",
  "searchbox",
  "combobox",
  "spinbutton",
]);

export function isInline(element: Element): boolean {
  return INLINE.has(element.localName) && !isPhoneLink(element);
}

export function isUnseen(element: Element): boolean {
  return UNSEEN.has(element.localName);
}

export function isPhoneLink(element: Element): boolean {
  if (element.localName !== "a" && element.localName !== "area") return false;
  const href = element.getAttribute("href");
  return href !== null && LINK.test(href);
}

/** True for what belongs to somebody who is typing. */
function isEditable(element: Element): boolean {
  const editable = element.getAttribute("contenteditable");
  if (editable !== null && editable.toLowerCase() !== "false") return true;
  const role = element.getAttribute("role");
  return role !== null && EDITOR_ROLES.has(role);
}

export function isClosed(element: Element): boolean {
  return CLOSED.has(element.localName) || isEditable(element);
}
