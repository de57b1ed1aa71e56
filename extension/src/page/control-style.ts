/** Laid on the host element itself, each with `!important`, so that no style of the page reaches it. */
export const HOST_STYLE: Readonly<Record<string, string>> = {
  all: "initial",
  position: "fixed",
  inset: "auto",
  display: "block",
  width: "max-content",
  height: "auto",
  margin: "0",
  padding: "0",
  border: "0",
  background: "transparent",
  overflow: "visible",
  opacity: "1",
  "pointer-events": "auto",
  "z-index": "2147483647",
};

export const CONTROL_CSS = `
.card {
  --ground: #ffffff;
  --ink: #16201d;
  --soft: #5a6763;
  --line: #d9e0dd;
  --accent: #0f7a60;
  --wash: #e9f4f0;
  font: 14px/1.35 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  color: var(--ink);
  background: var(--ground);
  border: 1px solid var(--line);
  border-radius: 10px;
  box-shadow: 0 1px 2px rgb(0 0 0 / 0.08), 0 6px 20px rgb(0 0 0 / 0.14);
  max-width: min(320px, calc(100vw - 16px));
  padding: 4px;
  box-sizing: border-box;
  -webkit-font-smoothing: antialiased;
}
.card.dark {
  --ground: #1f2725;
  --ink: #eef3f1;
  --soft: #a3b1ac;
  --line: #36423e;
  --accent: #62cfae;
  --wash: #2a3733;
}
button {
  all: unset;
  box-sizing: border-box;
  display: flex;
  align-items: center;
  gap: 9px;
  min-height: 36px;
  width: 100%;
  padding: 5px 12px 5px 9px;
  border-radius: 7px;
  cursor: pointer;
  user-select: none;
  white-space: nowrap;
}
button:hover { background: var(--wash); }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: -1px; }
button[aria-disabled="true"] { cursor: default; background: transparent; }
svg { flex: none; width: 18px; height: 18px; color: var(--accent); }
.number { font-weight: 600; font-variant-numeric: tabular-nums; }
p { white-space: pre-line; margin: 2px 0 0; padding: 0 12px 6px 36px; font-size: 12.5px; color: var(--soft); overflow-wrap: anywhere; }
p:empty { display: none; }
@media (pointer: coarse) { button { min-height: 44px; } }
@media (prefers-reduced-motion: no-preference) {
  .card { animation: come 120ms ease-out; }
  @keyframes come { from { opacity: 0; } }
}
@media (forced-colors: active) {
  .card { border-color: CanvasText; }
  button:focus-visible { outline-color: Highlight; }
}
@media print { .card { display: none; } }
`;
