/** The gateway's address: https only, except a gateway on this very machine. */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

function isLoopback(hostname: string): boolean {
  return LOOPBACK.has(hostname);
}

/**
 * What a person typed → base address without a trailing slash; undefined where it is no address the extension may use.
 * A missing scheme is taken as https, on loopback as http.
 */
export function parseGatewayAddress(typed: string): string | undefined {
  const text = typed.trim();
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const url = URL.parse(hasScheme ? text : `https://${text}`);
  if (url === null || url.hostname === "") return undefined;
  if (!hasScheme && isLoopback(url.hostname)) {
    return parseGatewayAddress(`http://${text}`);
  }
  const allowed =
    url.protocol === "https:" ||
    (url.protocol === "http:" && isLoopback(url.hostname));
  if (!allowed || url.username !== "" || url.password !== "") return undefined;
  if (url.search !== "" || url.hash !== "") return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** The one host a gateway needs permission for; match patterns have no port. */
export function permissionPattern(gateway: string): string {
  const { protocol, hostname } = new URL(gateway);
  return `${protocol}//${hostname}/*`;
}

/** Where the live channel listens. */
export function socketAddress(gateway: string, ticket: string): string {
  const url = new URL(`${gateway}/ws/chat`);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("ticket", ticket);
  return url.href;
}
