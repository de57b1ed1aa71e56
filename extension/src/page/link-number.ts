const SCHEME = /^\s*(tel|callto|sips?):(?:\/\/)?/i;
const DIALABLE = /^\+?[\p{Nd}\p{L}().\-\s/\u2010-\u2015]+$/u;
const PAUSE = /^(.*?)(?:[,pwx]+|ext\.?)[\s,]*(\d+)#?$/i;
const FEWEST_DIGITS = 6;

export type LinkNumber = { number: string; ext: string | undefined };

/**
 * The telephone number in a `tel:`, `callto:` or `sip:` address, as it is written there. None for names, feature codes,
 * short codes and emergency numbers: the browser keeps those.
 */
export function linkNumber(href: string): LinkNumber | undefined {
  const scheme = SCHEME.exec(href);
  if (!scheme) return undefined;
  const address = decoded(href.slice(scheme[0].length).trim());
  const [subscriber = "", ...parameters] = address.split(/[;?]/);
  const [user = "", host] = subscriber.split("@");
  if (host !== undefined && !isPhoneUser(user, parameters)) return undefined;
  const paused = PAUSE.exec(user);
  const number = inContext(paused?.[1] ?? user, parameters);
  if (number === undefined || !DIALABLE.test(number)) return undefined;
  if ((number.match(/[\p{Nd}\p{L}]/gu)?.length ?? 0) < FEWEST_DIGITS) {
    return undefined;
  }
  if (!/\p{Nd}/u.test(number)) return undefined;
  return { number, ext: parameter(parameters, "ext") ?? paused?.[2] };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parameter(parameters: readonly string[], name: string) {
  const found = parameters.find((text) =>
    text.toLowerCase().startsWith(`${name}=`),
  );
  return found?.slice(name.length + 1);
}

/** RFC 3261 19.1.6: `user=phone` says that the user part is a number; a plus sign says so too. */
function isPhoneUser(user: string, parameters: readonly string[]): boolean {
  return user.startsWith("+") || parameter(parameters, "user") === "phone";
}

/** RFC 3966 5.1.5: a local number counts inside its context, which may be a country or somebody's own exchange. */
function inContext(
  number: string,
  parameters: readonly string[],
): string | undefined {
  const context = parameter(parameters, "phone-context");
  if (context === undefined || number.startsWith("+")) return number;
  return context.startsWith("+") ? `${context} ${number}` : undefined;
}
