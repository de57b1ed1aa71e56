/**
 * The click2call digest, exactly as click2call.rst "Digest computation" has it. MD5 comes from outside because the
 * browser has none: blueimp-md5 there, node:crypto in the gateway; both run the vectors of `digest-vectors.json`.
 */

/** UTF-8 text → 32 lower-case hex digits. */
export type Md5 = (text: string) => string;

export type Aor = { username: string; domain: string };

/** HA1 = MD5(username : realm : password). It is all the gateway and the extension keep of a password. */
export function ha1(
  md5: Md5,
  username: string,
  realm: string,
  password: string,
): string {
  return md5(`${username}:${realm}:${password}`);
}

/** response = MD5(HA1 : nonce : MD5(subject)); the subject of `/call` is the destination, of `/session` the word "session". */
export function digestResponse(
  md5: Md5,
  ha1Hex: string,
  nonce: string,
  subject: string,
): string {
  return md5(`${ha1Hex}:${nonce}:${md5(subject)}`);
}

/** Divides at the last `@`; undefined where a part is empty or holds a space or a control character. */
export function parseAor(text: string): Aor | undefined {
  const at = text.lastIndexOf("@");
  if (at < 1 || at === text.length - 1) return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be refused
  if (/[\s\u0000-\u001f\u007f]/.test(text)) return undefined;
  return { username: text.slice(0, at), domain: text.slice(at + 1) };
}
