/** `server`: where the gateway listens and what it takes from a client. */
import { isIP } from "node:net";
import Type from "typebox";
import { flag, givenText, int, text, texts } from "../keys.ts";

/** What every `listen` must look like; `listenAddress` takes it apart. */
export const LISTEN_PATTERN = {
  pattern: "^(\\[[0-9A-Fa-f:.]+\\]|[0-9A-Za-z.-]+):[0-9]{1,5}$",
  patternErrorMessage:
    'must be address:port, such as "127.0.0.1:8089" or "[::1]:8089"',
};

const tls = Type.Object(
  {
    certFile: givenText("PEM file with the certificate and its chain.", {
      examples: ["/etc/ringback/tls/fullchain.pem"],
      minLength: 1,
      needsRestart: false,
    }),
    keyFile: givenText("PEM file with the certificate's private key.", {
      examples: ["/etc/ringback/tls/privkey.pem"],
      minLength: 1,
      needsRestart: false,
    }),
  },
  {
    additionalProperties: false,
    // To begin or to end with it; other files are taken without.
    needsRestart: true,
    description:
      "Serve https and wss by the gateway itself. Leave it out behind a proxy that ends TLS.",
    examples: [
      {
        certFile: "/etc/ringback/tls/fullchain.pem",
        keyFile: "/etc/ringback/tls/privkey.pem",
      },
    ],
  },
);

export const server = Type.Object(
  {
    listen: text(
      "Address and port to listen on. Port 0 takes any free port.",
      "127.0.0.1:8089",
      {
        examples: ["127.0.0.1:8089", "[::1]:8089", "0.0.0.0:8443"],
        needsRestart: true,
        ...LISTEN_PATTERN,
      },
    ),
    tls: Type.Optional(tls),
    allowInsecure: flag(
      "Listen in clear text on an address other machines can reach. Tokens then cross the network readable.",
      false,
      { needsRestart: true },
    ),
    trustedProxies: texts(
      "Addresses or CIDR ranges of your own proxies: only behind these is X-Forwarded-For believed.",
      [],
      ["127.0.0.1", "10.0.0.0/8", "::1"],
      { minLength: 2 },
    ),
    allowedOrigins: texts(
      'Origins of web pages that may call the gateway from a browser; "*" is every origin. The extension needs none.',
      [],
      ["https://crm.example.com"],
      {
        pattern: "^(\\*|[a-z][a-z0-9+.-]*://[^/?#\\s]+)$",
        patternErrorMessage:
          'must be an origin such as "https://crm.example.com" (no path), or "*"',
      },
    ),
    bodyLimitBytes: int("Longest request body taken.", 16384, {
      minimum: 1024,
      maximum: 1048576,
    }),
    headersTimeoutMs: int(
      "How long a client may take to send its request headers.",
      10000,
      { minimum: 100, maximum: 120000 },
    ),
    requestTimeoutMs: int(
      "How long a client may take to send its whole request; not less than headersTimeoutMs.",
      15000,
      { minimum: 100, maximum: 300000 },
    ),
    shutdownGraceMs: int(
      "How long running requests and sockets may take to finish when the gateway is told to stop.",
      5000,
      { minimum: 100, maximum: 60000 },
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: "Where the gateway listens and what it takes from a client.",
  },
);

/** Divides `listen`; an IPv6 host comes without its brackets. Undefined: port above 65535 or not an address:port at all. */
export function listenAddress(
  listen: string,
): { host: string; port: number } | undefined {
  const [, bracketed, plain, digits] =
    /^(?:\[([^\]]+)\]|([^:]+)):([0-9]{1,5})$/.exec(listen) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host === undefined || !(port <= 65535)) return undefined;
  if (bracketed !== undefined && isIP(bracketed) !== 6) return undefined;
  return { host, port };
}
