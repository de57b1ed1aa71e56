import "./theme.css";
import "./form.css";
import { type ComponentType, render } from "preact";
import { loadState } from "./state.ts";

/** Shows a page once its state is there, so that nothing flashes. */
export async function mount(Page: ComponentType): Promise<void> {
  await loadState();
  const root = document.getElementById("app");
  if (root !== null) render(<Page />, root);
}
