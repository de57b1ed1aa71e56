import { useMemo } from "preact/hooks";
import type { ConfirmMode } from "../settings/schema.ts";
import { updateSettings } from "../settings/store.ts";
import { type Choice, Choices } from "../ui/choices.tsx";
import { countryList, countryName } from "../ui/countries.ts";
import { settings } from "../ui/state.ts";

const CONFIRM: readonly Choice<ConfirmMode>[] = [
  {
    value: "foreign",
    label: "For numbers abroad or at extra cost",
    hint: "A page can then never make you dial such a number with one click.",
  },
  {
    value: "always",
    label: "For every number on a page",
    hint: "Two clicks for each call.",
  },
  {
    value: "never",
    label: "Never",
    hint: "The number is still shown before you click it.",
  },
];

function CountrySelect() {
  const countries = useMemo(countryList, []);
  const { country, account } = settings.value;
  const region = account?.region ?? null;
  const choose = (value: string) =>
    updateSettings((before) => ({
      ...before,
      country: value === "" ? null : value,
    }));
  return (
    <div class="field">
      <label for="country">Country of numbers without a prefix</label>
      <select
        id="country"
        value={country ?? ""}
        aria-describedby="country-hint"
        onChange={(event) => void choose(event.currentTarget.value)}
      >
        <option value="">
          {region === null
            ? "Not set"
            : `As the gateway says: ${countryName(region)}`}
        </option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <span class="hint" id="country-hint">
        Numbers such as 915 55 01 23 are read as numbers of this country.
      </span>
    </div>
  );
}

export function CallSection() {
  const confirm = (mode: ConfirmMode) =>
    updateSettings((before) => ({ ...before, confirm: mode }));
  return (
    <section class="card stack" aria-labelledby="calls-title">
      <h2 id="calls-title">Calls</h2>
      <CountrySelect />
      <Choices
        legend="Ask me again before a call from a page"
        choices={CONFIRM}
        chosen={settings.value.confirm}
        onChoose={(mode) => void confirm(mode)}
      />
    </section>
  );
}
