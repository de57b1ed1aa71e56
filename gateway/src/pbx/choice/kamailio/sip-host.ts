const SIP_URI =
  /^<?sips?:(?:[^@\s]*@)?(\[[0-9a-f:.]+\]|[^[\]:;?>\s]+)(?::\d{1,5})?(?:[;?>].*)?$/i;

/** The host of a SIP address as `comparable` has it; undefined where it is none. */
export function sipHost(uri: string): string | undefined {
  const [, host] = SIP_URI.exec(uri.trim()) ?? [];
  return host === undefined ? undefined : comparable(host);
}

/** One spelling for each host: lower case, IPv6 shortened and without brackets. */
export function comparable(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  if (!bare.includes(":")) return bare.replace(/\.$/, "");
  return URL.parse(`http://[${bare}]/`)?.hostname.slice(1, -1) ?? bare;
}
