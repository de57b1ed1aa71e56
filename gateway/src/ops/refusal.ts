/** What is logged of somebody who was turned away: the line fail2ban reads (gateway/packaging/fail2ban). */

type Refusal = {
  kind: string;
  code: string;
  claimedBy?: string | undefined;
};

/** Other refusals are a client's mistakes or our own faults: they say nothing of who is at the door. */
const KINDS = new Set(["unauthenticated", "forbidden", "rate", "paused"]);
const LONGEST_AOR = 255;
/** Behind what may be a host name a stranger could have us log anything, a nonce for one. */
const BEHIND_HOST = /(?<=@[\p{L}\p{N}._:[\]-]*)[^\p{L}\p{N}._:[\]@-].*$/su;

/** `{ refused: refusalEntry(…) }`; undefined where nobody was turned away. What a stranger chose comes last, in ASCII. */
export function refusalEntry(
  { kind, code, claimedBy }: Refusal,
  door: string,
  address: string,
) {
  if (!KINDS.has(kind)) return undefined;
  return {
    ...{ kind, code, door, address },
    ...(claimedBy !== undefined && {
      aor: ascii(claimedBy.replace(BEHIND_HOST, "…")),
    }),
  };
}

function ascii(text: string): string {
  return text
    .slice(0, LONGEST_AOR)
    .replace(
      /[^\x21-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
