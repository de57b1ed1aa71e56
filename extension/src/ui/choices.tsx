import { useId } from "preact/hooks";

export type Choice<Value extends string> = {
  value: Value;
  label: string;
  hint: string;
};

type ChoicesProps<Value extends string> = {
  legend: string;
  choices: readonly Choice<Value>[];
  chosen: Value;
  onChoose: (value: Value) => void;
};

/** One of a few, each with a line that says what it means. */
export function Choices<Value extends string>(props: ChoicesProps<Value>) {
  const { legend, choices, chosen, onChoose } = props;
  const name = useId();
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map(({ value, label, hint }) => (
        <label class="choice" key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            aria-labelledby={`${name}-${value}-label`}
            aria-describedby={`${name}-${value}`}
            onChange={() => onChoose(value)}
          />
          <span id={`${name}-${value}-label`}>{label}</span>
          <span class="hint quiet small-text" id={`${name}-${value}`}>
            {hint}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
