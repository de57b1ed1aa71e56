/** A text without percent-encoding of characters that need none, however often they were encoded (RFC 3986 §2.3, §6.2.2.2). */
export function plainSpelling(text: string): string {
  return text.replace(/%(?:25)*([2-7][\da-f])/gi, (encoded, code: string) => {
    const character = String.fromCharCode(Number.parseInt(code, 16));
    return /[\w.~-]/.test(character) ? character : encoded;
  });
}
