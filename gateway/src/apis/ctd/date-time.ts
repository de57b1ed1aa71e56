const DATE_TIME =
  /^(\d{4}-\d\d-\d\d)[Tt](\d\d):\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** A time by RFC 3339 §5.6, with its zone. No leap second: what JavaScript cannot count is refused. */
export function isDateTime(text: string): boolean {
  const [, date, hour] = DATE_TIME.exec(text) ?? [];
  if (date === undefined || Number.isNaN(Date.parse(text))) return false;
  // JavaScript takes 30 February for 2 March, and 24:00 for the next day.
  return hour !== "24" && new Date(date).toISOString().startsWith(date);
}
