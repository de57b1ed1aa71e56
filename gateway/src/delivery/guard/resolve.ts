/** Names to addresses, without the operating system's own resolver: its few threads would let one dead name server hold up every sink. */
import { lookup, Resolver } from "node:dns/promises";

export type Resolve = (host: string) => Promise<string[]>;

const TIMEOUT_MS = 2_000;
const TRIES = 2;
/** What a name server says where a name has no address of that family. */
const NONE = new Set(["ENODATA", "ENOTFOUND"]);

/** `servers`: addresses of name servers; none: those of the system. Rejects where there is no address. */
export function createResolve(servers: readonly string[]): Resolve {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  if (servers.length > 0) resolver.setServers(servers);
  return async (host) => {
    const answers = await Promise.allSettled([
      resolver.resolve4(host),
      resolver.resolve6(host),
    ]);
    const addresses = answers.flatMap((answer) =>
      answer.status === "fulfilled" ? answer.value : [],
    );
    if (addresses.length > 0) return addresses;
    throw reasonOf(answers);
  };
}

/** For names the admin vouches for: the hosts file counts too. */
export const resolveByHosts: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

function reasonOf(answers: readonly PromiseSettledResult<unknown>[]): unknown {
  const reasons = answers.flatMap((answer) =>
    answer.status === "rejected" ? [answer.reason] : [],
  );
  return reasons.find((reason) => !NONE.has(reason?.code)) ?? reasons[0];
}
