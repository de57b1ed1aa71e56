/** What a program's token is good for: one scope for each operation (CAMARA Click to Dial, `openId` security of each path). */
export const SCOPES = [
  "click-to-dial:calls:create",
  "click-to-dial:calls:read",
  "click-to-dial:calls:delete",
  "click-to-dial:recordings:read",
] as const;

export type Scope = (typeof SCOPES)[number];

const known: ReadonlySet<string> = new Set(SCOPES);

export function isScope(text: string): text is Scope {
  return known.has(text);
}
