import metadata from "libphonenumber-js/max/metadata";

/** One row of libphonenumber-js' `max` metadata: a country's numbering plan, as an array of mixed values. */
export type PlanRow = readonly unknown[];

const rows = new Map<string, PlanRow>();
for (const [country, row] of Object.entries(metadata.countries)) {
  if (row) rows.set(country, row);
}
for (const [callingCode, row] of Object.entries(metadata.nonGeographic)) {
  rows.set(callingCode, row);
}
const countries = new Map<string, readonly string[]>(
  Object.entries(metadata.country_calling_codes),
);

/** The row of a country, or of a calling code that belongs to none (+800, +883 …). */
export function planRow(countryOrCode: string): PlanRow | undefined {
  return rows.get(countryOrCode);
}

/** The countries that share a calling code, the main one first. Empty for a code of no country or of nobody. */
export function countriesOf(callingCode: string): readonly string[] {
  return countries.get(callingCode) ?? [];
}

export function isCallingCode(code: string): boolean {
  return countries.has(code) || rows.has(code);
}

export function textAt(row: PlanRow, index: number): string {
  const value = row[index];
  return typeof value === "string" ? value : "";
}

export function listAt(row: PlanRow, index: number): PlanRow {
  const value = row[index];
  return Array.isArray(value) ? value : [];
}

export function numbersAt(row: PlanRow, index: number): readonly number[] {
  return listAt(row, index).filter((value) => typeof value === "number");
}
