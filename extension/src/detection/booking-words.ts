import { isBooked, isPerson, roleOf } from "./vocabulary.ts";
import { list } from "./words/language-words.ts";

/** "Objednávky na", "commandes au": where to do it. */
const LEADS_TO: ReadonlySet<string> = new Set(
  list`al au na pod på unter auf pelo op по за στο at via tel tramite u`,
);

export function leadsToBooking(
  tokens: readonly string[],
  index: number,
): boolean {
  return isBooked(tokens[index] ?? "") && LEADS_TO.has(tokens[index + 1] ?? "");
}

/** "Réservation :" may be where to call; "número do pedido:" is not. */
export function isPlaceToBook(
  tokens: readonly string[],
  index: number,
): boolean {
  if (!isBooked(tokens[index] ?? "") || tokens[index + 1] !== ":") return false;
  let at = index - 1;
  while (roleOf(tokens[at] ?? "") === "link" || tokens[at] === ".") at -= 1;
  return roleOf(tokens[at] ?? "") !== "numbering";
}

const OF = new Set(list`de do da di del della du des of van von`);

/** "Protocolo de atendimento": of something to call, but an id. */
export function isOfThing(tokens: readonly string[], index: number): boolean {
  const thing = tokens[index - 2] ?? "";
  return (
    OF.has(tokens[index - 1] ?? "") &&
    roleOf(thing) === "stop" &&
    !isPerson(thing) &&
    !isBooked(thing)
  );
}
