import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { ControlText } from "./control-view.ts";
import type { Found } from "./found.ts";

const NOTES: Readonly<Record<string, string>> = {
  premium: "Premium rate: this call costs extra",
  "shared-cost": "Shared-cost number",
  fax: "Fax: a machine will answer",
};

/** What a person sees before a call: the full number that will be dialled, and what is special about it. */
export function controlText({
  e164,
  ext,
  kind,
}: Pick<Found, "e164" | "ext" | "kind">): ControlText {
  const notes = [NOTES[kind], ext && `Extension ${ext}: dial it when answered`];
  return {
    number: parsePhoneNumberFromString(e164)?.formatInternational() ?? e164,
    note: notes.filter(Boolean).join("\n"),
  };
}
