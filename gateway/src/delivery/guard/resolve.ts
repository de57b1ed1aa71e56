/** Names to addresses, without the operating system's own resolver: its few threads would let one dead name server hold up every sink. */
import type { ResolverOptions } from "node:dns";
import { lookup, Resolver } from "node:dns/promises";

export type Resolve = (host: string) => Promise<string[]>;

/** Config section `delivery`. */
export type DnsRules = {
  /** name servers; none: those of the system */
  dnsServers: readonly string[];
  dnsTimeoutMs: number;
  dnsTries: number;
  /** how long the system's list of them is used */
  dnsRereadMs: number;
};

/** What a name server says where a name has no address of that family. */
const NONE = new Set(["ENODATA", "ENOTFOUND"]);

/** Rejects where there is no address. `make`: a resolver that asks the name servers of the system. */
export function createResolve(
  { dnsServers, dnsTimeoutMs, dnsTries, dnsRereadMs }: DnsRules,
  make = (options: ResolverOptions) => new Resolver(options),
): Resolve {
  let resolver: Resolver | undefined;
  let madeAt = 0;
  const current = () => {
    const isOld = performance.now() - madeAt >= dnsRereadMs;
    // A resolver reads the system's list when it is made, and never again.
    if (resolver === undefined || (isOld && dnsServers.length === 0)) {
      resolver = make({ timeout: dnsTimeoutMs, tries: dnsTries });
      if (dnsServers.length > 0) resolver.setServers(dnsServers);
      madeAt = performance.now();
    }
    return resolver;
  };
  return async (host) => {
    const asked = current();
    const answers = await Promise.allSettled([
      asked.resolve4(host),
      asked.resolve6(host),
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
