import { UnresolvedPbx } from "../../port.ts";

export type KamailioLookup = {
  rpcUrl: string;
  table: string;
  key: string;
  timeoutMs: number;
};

const MAX_ANSWER_BYTES = 65_536;

/** The value of a key of a hash table, by JSON-RPC `htable.get`. Rejects with UnresolvedPbx. */
export async function htableGet(lookup: KamailioLookup): Promise<string> {
  const { table, key } = lookup;
  const what = `htable.get ${table} ${key}`;
  const answer = await ask(lookup).catch((fault: unknown) => {
    throw new UnresolvedPbx(`${what}: Kamailio cannot be asked`, fault);
  });
  const value = valueIn(answer);
  if (value !== undefined && value !== "") return value;
  throw new UnresolvedPbx(`${what}: ${faultIn(answer) ?? "no value"}`);
}

async function ask({
  rpcUrl,
  table,
  key,
  timeoutMs,
}: KamailioLookup): Promise<unknown> {
  const response = await fetch(rpcUrl, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      jsonrpc: "2.0",
      method: "htable.get",
      params: [table, key],
      id: 1,
    }),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
  // Kamailio tells an RPC's error with a status of its own: the body says more.
  return JSON.parse(await boundedText(response));
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_ANSWER_BYTES) throw new Error("the answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function valueIn(answer: unknown): string | undefined {
  const value = member(member(member(answer, "result"), "item"), "value");
  return typeof value === "string" ? value : undefined;
}

function faultIn(answer: unknown): string | undefined {
  const message = member(member(answer, "error"), "message");
  return typeof message === "string" ? message.slice(0, 200) : undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Reflect.get(value, name)
    : undefined;
}
