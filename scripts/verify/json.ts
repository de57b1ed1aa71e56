export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a member that should be a list; none where it is not. */
export function listIn(value: Json, name: string): Json[] {
  const list = value[name];
  return Array.isArray(list) ? list.filter(isJson) : [];
}

/** A member that should be text; empty where it is not. */
export function textIn(value: Json, name: string): string {
  const text = value[name];
  return typeof text === "string" ? text : "";
}
