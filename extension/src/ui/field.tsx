import type { TargetedInputEvent } from "preact";
import { useId } from "preact/hooks";

type FieldProps = {
  label: string;
  hint?: string;
  secret?: boolean;
  name: string;
  value: string;
  autocomplete: string;
  placeholder?: string;
  onInput: (value: string) => void;
};

/** A labelled text field with a line of explanation that screen readers read with it. */
export function Field(props: FieldProps) {
  const id = useId();
  const { label, hint, secret = false, onInput, ...given } = props;
  const input = {
    ...given,
    id,
    required: true,
    spellcheck: false,
    autocapitalize: "none",
    "aria-describedby": hint === undefined ? undefined : `${id}-hint`,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) =>
      onInput(event.currentTarget.value),
  } as const;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {secret ? (
        <input {...input} type="password" />
      ) : (
        <input {...input} type="text" />
      )}
      {hint !== undefined && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}
