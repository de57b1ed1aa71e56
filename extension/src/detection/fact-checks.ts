import type { Facts } from "./facts.ts";

/** A word for telephone or fax, before the number or over it. */
export function isCalledPhone({ label, context }: Facts): boolean {
  const says = label ?? context;
  return says === "phone" || says === "fax";
}

/** The same, or a word that often stands before a number to call. */
export function isCalled(facts: Facts): boolean {
  return isCalledPhone(facts) || facts.label === "hint";
}

/** "Handy 1712345678": no local number is so long, and the word says what it is. */
export function isNamedMobile(facts: Facts): boolean {
  const { reading, label, context, phoneWordFollows } = facts;
  if (reading.kind !== "mobile") return false;
  return (
    (label ?? context) === "phone" || (label === undefined && phoneWordFollows)
  );
}

const MOBILE_KINDS = new Set(["mobile", "fixed-or-mobile", "toll-free"]);
/** Longer than the ids that are typed by hand. */
const LONG_NATIONAL = 9;

/** Bare digits and groups of chance are ids as well. */
export function isWellWritten({ reading, grouping, groups }: Facts): boolean {
  if (reading.international || reading.kind === "toll-free") return true;
  if (grouping !== "exact" && grouping !== "alternate") return false;
  return groups.length > 2 || reading.trunk;
}

export function isDottedAmount({
  groups,
  separators,
  reading,
}: Facts): boolean {
  return (
    !reading.international &&
    !reading.trunk &&
    separators.length > 0 &&
    separators.every((separator) => separator === ".") &&
    (groups.length === 2 ||
      groups.slice(1).every((group) => group.length === 3))
  );
}

/** A name is enough for what can hardly be an id: a mobile number, or many digits. */
export function isLikelyCalled({ reading }: Facts): boolean {
  return (
    MOBILE_KINDS.has(reading.kind) ||
    reading.nationalNumber.length >= LONG_NATIONAL
  );
}
