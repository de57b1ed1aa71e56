/** Where the gateway may fetch a token for a program's sinks, and as whom. */
export type TokenSource = { clientId: string; tokenUri: string };

const LONGEST_ID = 128;
const LONGEST_URI = 2_048;

/** Of `ID@https://…`; undefined for anything else. */
export function readTokenSource(text: string): TokenSource | undefined {
  // An id may hold an @ itself, the address may not.
  const at = text.lastIndexOf("@https://");
  const source = { clientId: text.slice(0, at), tokenUri: text.slice(at + 1) };
  const isSource = at > 0 && at <= LONGEST_ID && isTokenUri(source.tokenUri);
  return isSource && !/\s/.test(text) ? source : undefined;
}

export function tokenSourceText({ clientId, tokenUri }: TokenSource): string {
  return `${clientId}@${tokenUri}`;
}

/** Letter by letter: another spelling of the address is another address. */
export function mayFetch(
  sources: readonly TokenSource[],
  asked: TokenSource,
): boolean {
  return sources.some(
    ({ clientId, tokenUri }) =>
      clientId === asked.clientId && tokenUri === asked.tokenUri,
  );
}

function isTokenUri(text: string): boolean {
  const url = URL.parse(text);
  return (
    url?.protocol === "https:" &&
    text.length <= LONGEST_URI &&
    url.username + url.password + url.hash === ""
  );
}
