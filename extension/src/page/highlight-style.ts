export const HIGHLIGHT_NAME = "ringback-number";

/** For the screen only: on paper and in a copy the page is as its author made it. Readable on light and dark alike. */
export const HIGHLIGHT_CSS = `
@media screen {
  ::highlight(${HIGHLIGHT_NAME}) {
    background-color: rgb(20 150 120 / 0.12);
    text-decoration: underline 1px rgb(20 150 120 / 0.85);
  }
}
@media screen and (forced-colors: active) {
  ::highlight(${HIGHLIGHT_NAME}) {
    background-color: Canvas;
    color: LinkText;
    text-decoration: underline 1px LinkText;
  }
}`;
