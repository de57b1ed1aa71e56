/** The text a client gave, as the URL that is asked: checked after parsing, because only the parser knows which host it names. */
import { isIP } from "node:net";
import { SinkRefused } from "./fault.ts";

const LONGEST = 2048;
/** The parser skips or rewrites these, so that two readers of one text could see two hosts. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const AMBIGUOUS = /[\u0000-\u0020\u007f\\]/;

export type Target = {
  url: URL;
  /** Lower case, without brackets and without the dot of the root; punycode. */
  host: string;
  /** The host is an address, not a name. */
  isLiteral: boolean;
  port: number;
};

/** Throws SinkRefused. Looks at the text alone, asks nobody. */
export function parseTarget(text: string): Target {
  if (text.length > LONGEST) {
    throw new SinkRefused(`it must not be longer than ${LONGEST} characters`);
  }
  if (!/^https:\/\/[^/?#]/i.test(text)) {
    throw new SinkRefused("it must begin with https:// and a host");
  }
  const url = AMBIGUOUS.test(text) ? null : URL.parse(text);
  if (url === null || url.protocol !== "https:") {
    throw new SinkRefused("it must be a URL");
  }
  if (url.username !== "" || url.password !== "" || hasUserInfo(text)) {
    throw new SinkRefused("it must not hold a user name or password");
  }
  if (text.includes("#")) throw new SinkRefused("it must not hold a fragment");
  const host = url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (!isIP(host) && !isName(host)) throw new SinkRefused();
  return {
    url,
    host,
    isLiteral: isIP(host) !== 0,
    port: url.port === "" ? 443 : Number(url.port),
  };
}

/** `https://@host` has a user that is empty. */
function hasUserInfo(text: string): boolean {
  const [authority = ""] = text.slice("https://".length).split(/[/?]/, 1);
  return authority.includes("@");
}

function isName(host: string): boolean {
  return (
    host.length <= 253 &&
    host.split(".").every((label) => /^[a-z0-9_-]{1,63}$/.test(label))
  );
}
