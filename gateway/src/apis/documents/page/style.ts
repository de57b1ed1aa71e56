/** The page's style. It stands in the page, and its hash in the Content-Security-Policy. */
export const STYLE = `
:root {
  --ground: #ffffff; --panel: #f4f6f8; --text: #1b2430; --faint: #52606f; --line: #d5dce3; --link: #0b5cad;
  --get: #0a6640; --post: #0b5cad; --delete: #a81c2b; --badge: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #11161c; --panel: #1a222b; --text: #e4eaf0; --faint: #a3b1bf; --line: #313c48; --link: #7db8f5;
    --get: #5ed39a; --post: #7db8f5; --delete: #ff9aa5; --badge: #11161c;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; max-width: 76rem; padding: 0 1.25rem 4rem; background: var(--ground); color: var(--text);
  font: 1rem/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
  display: grid; grid-template-columns: 15rem minmax(0, 1fr); column-gap: 2.5rem;
}
header { grid-column: 1 / -1; padding: 2rem 0 1.25rem; border-bottom: 1px solid var(--line); margin-bottom: 1.5rem; }
h1, h2, h3, h4 { line-height: 1.25; }
h1 { margin: 0; font-size: 1.9rem; }
header p { margin: 0.4rem 0 0; }
nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding: 0.5rem 0 2rem; font-size: 0.9rem; }
nav h2 { font-size: 0.8rem; text-transform: uppercase; letter-spacing: 0.06em; color: var(--faint); margin: 1.1rem 0 0.3rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: flex; gap: 0.5rem; align-items: baseline; padding: 0.2rem 0.4rem; border-radius: 0.3rem; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
nav a:hover { background: var(--panel); }
main > section > h2 { margin: 2.5rem 0 0.5rem; padding-bottom: 0.3rem; border-bottom: 1px solid var(--line); }
article { margin: 1.5rem 0; padding: 1.1rem 1.4rem; background: var(--panel); border: 1px solid var(--line); border-radius: 0.6rem; }
article > h3 { margin: 0 0 0.4rem; }
h4 { margin: 1.4rem 0 0.4rem; font-size: 0.95rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 0.2rem; }
code { font: 0.875em/1.5 ui-monospace, "SF Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
pre { margin: 0.5rem 0 0; padding: 0.9rem 1rem; background: var(--ground); border: 1px solid var(--line); border-radius: 0.4rem; overflow-x: auto; }
pre code { overflow-wrap: normal; }
.request { margin: 0.2rem 0 0.6rem; font-size: 1.05rem; }
.method { display: inline-block; flex: none; min-width: 4.6em; padding: 0.1em 0.4em; border-radius: 0.3rem; color: var(--badge);
  font: 700 0.72rem/1.6 ui-monospace, "DejaVu Sans Mono", monospace; text-align: center; background: var(--post); }
.method.get { background: var(--get); }
.method.delete { background: var(--delete); }
.status { display: inline-block; min-width: 3em; font-weight: 700; font-variant-numeric: tabular-nums; }
.status.good { color: var(--get); }
.status.bad { color: var(--delete); }
.type, .note, .limits { color: var(--faint); font-size: 0.875rem; }
.required { color: var(--delete); font-size: 0.8rem; }
.limits { list-style: none; margin: 0.15rem 0; padding: 0; }
.members { margin: 0.4rem 0; }
.members > div { padding: 0.5rem 0; border-top: 1px solid var(--line); }
.members > div:first-child { border-top: 0; }
dd { margin: 0 0 0 1.2rem; }
dd p { margin: 0.1rem 0; }
details { margin: 0.35rem 0; }
summary { cursor: pointer; padding: 0.15rem 0; }
.answer { border-top: 1px solid var(--line); margin: 0; padding: 0.3rem 0; }
.answer > :not(summary) { margin-left: 1.2rem; }
.callback { margin-top: 1.6rem; padding: 0.2rem 1.1rem 0.8rem; border: 1px dashed var(--line); border-radius: 0.5rem; background: var(--ground); }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: fixed; left: 1rem; top: 1rem; padding: 0.5rem 1rem; background: var(--ground); z-index: 1; }
@media (max-width: 50rem) {
  body { grid-template-columns: minmax(0, 1fr); }
  nav { position: static; max-height: none; border-bottom: 1px solid var(--line); }
}
@media print { nav { display: none; } body { display: block; } }
`;
