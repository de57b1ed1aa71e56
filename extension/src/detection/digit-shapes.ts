import type { Facts } from "./facts.ts";

export function isProgression(groups: readonly string[]): boolean {
  const [first, second] = groups;
  if (groups.length < 4 || first === undefined || second === undefined) {
    return false;
  }
  const step = Number(second) - Number(first);
  return groups.every(
    (group, index) =>
      index === 0 || Number(group) - Number(groups[index - 1]) === step,
  );
}

export function isCounting(digits: string): boolean {
  return "01234567890123456789".includes(digits) || /^(\d)\1+$/.test(digits);
}

export function isThousands({ groups, separators, grouping }: Facts): boolean {
  const [first = ""] = groups;
  return (
    grouping !== "exact" &&
    grouping !== "alternate" &&
    groups.length >= 3 &&
    first.length <= 2 &&
    groups.slice(1).every((group) => group.length === 3) &&
    separators.every((separator) => separator === " ")
  );
}

export const YEARS = /^(?:1[89]|20)\d\d$/;
export const DATE_DIGITS =
  /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{2,6})?$|^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d$/;

export function isBare({ grouping }: Facts): boolean {
  return grouping === "bare";
}
