/** The headers of one message in wire order; undefined is left out. */
export type Fields = readonly (readonly [
  name: string,
  value: string | number | undefined,
])[];

/** The bytes of a message. Line breaks inside a value become spaces, as Asterisk never sends one. */
export function formatMessage(fields: Fields): string {
  let text = "";
  for (const [name, value] of fields)
    if (value !== undefined)
      text += `${name}: ${String(value).replace(/[\r\n]+/g, " ")}\r\n`;
  return `${text}\r\n`;
}
