/** Reads YAML into raw values. Scalars stay text (`+34` and `061` are not numbers); the schema gives them their type. */
import {
  type ErrorCode,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type ParsedNode,
  parseDocument,
} from "yaml";
import type { Raw, RawMap, Source } from "./raw.ts";
import { keyText, type Path } from "./tree.ts";

/** In our own words: the parser's own would quote the file, and the file holds secrets. */
const MEND: Partial<Record<ErrorCode, string>> = {
  BAD_INDENT: "the indentation is wrong: line keys of one section up",
  TAB_AS_INDENT: "there is a tab in the indentation: use spaces",
  DUPLICATE_KEY: "the same key stands here twice: remove one",
  MISSING_CHAR: "a character is missing, often the closing quote or bracket",
  BAD_SCALAR_START:
    "a value begins with a character YAML keeps for itself (* @ ` %): put it in quotes",
  MULTIPLE_DOCS: "there is a second document (---): keep one",
  TAG_RESOLVE_FAILED: "tags (!…) are not used here: put the value in quotes",
  BAD_DQ_ESCAPE: 'a \\ in "…" begins an escape: use single quotes',
};
const ALIAS = "aliases (*…) are not used here: put the value in quotes";

const MAX_DEPTH = 16;

/** Never throws. `name` is how the file is called in faults. */
export function readYaml(text: string, name: string): Source {
  const lines = new LineCounter();
  const source: Source = { values: new Map(), origins: new Map(), faults: [] };
  const fault = (key: string, message: string, offset: number) => {
    const { line } = lines.linePos(offset);
    source.faults.push({ key, message, at: `${name} line ${line}` });
  };
  const document = parseDocument(text, {
    schema: "failsafe",
    prettyErrors: false,
    lineCounter: lines,
    logLevel: "error",
  });
  for (const { code, pos } of [...document.errors, ...document.warnings])
    fault(
      "(syntax)",
      `This is not readable YAML: ${MEND[code] ?? code.toLowerCase().replaceAll("_", " ")}.`,
      pos[0],
    );
  if (document.errors.length > 0 || document.contents === null) return source;

  /** Undefined: nothing was said here (`key:`, `key: null`), so that the default holds. */
  function read(node: ParsedNode | null, path: Path): Raw | undefined {
    const offset = node?.range[0] ?? 0;
    if (path.length > MAX_DEPTH) {
      fault(keyText(path), "This is nested too deeply.", offset);
      return undefined;
    }
    if (path.length > 0)
      source.origins.set(
        keyText(path),
        `${name} line ${lines.linePos(offset).line}`,
      );
    if (isMap(node)) return readMap(node.items, path);
    if (isSeq(node))
      return node.items.flatMap(
        (item, index) => read(item, [...path, String(index)]) ?? [],
      );
    if (isAlias(node))
      fault(keyText(path), `A value is wrong: ${ALIAS}.`, offset);
    if (!isScalar(node)) return undefined;
    const value = typeof node.value === "string" ? node.value : "";
    const nothing = node.type === "PLAIN" && /^(null|~)?$/i.test(value);
    return nothing ? undefined : value;
  }

  function readMap(
    items: readonly { key: ParsedNode; value: ParsedNode | null }[],
    path: Path,
  ): RawMap {
    const map: RawMap = new Map();
    for (const { key, value } of items) {
      if (!isScalar(key) || typeof key.value !== "string") {
        fault(keyText(path), "A key must be a plain word.", key.range[0]);
        continue;
      }
      const raw = read(value, [...path, key.value]);
      if (raw !== undefined) map.set(key.value, raw);
    }
    return map;
  }

  const raw = read(document.contents, []);
  if (raw instanceof Map) source.values = raw;
  else if (raw !== undefined)
    source.faults.push({
      key: name,
      message: "The file must be a YAML map of sections, such as `server:`.",
    });
  return source;
}
