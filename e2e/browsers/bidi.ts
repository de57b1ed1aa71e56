import { WebSocket } from "ws";

/** A command was not done; `code` is WebDriver's own word for why, or one of ours: "timeout", "closed", "javascript". */
export class BidiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = "BidiError";
    this.code = code;
  }
}

const COMMAND_MS = 15_000;

/** A WebDriver BiDi session. It asks for no events: Firefox sends none for the pages of extensions. */
export class Bidi {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: unknown) => void>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => this.#hear(String(data)));
    socket.on("close", () => this.#end());
    // "close" follows and ends what waits.
    socket.on("error", () => {});
  }

  /** `url` as Firefox prints it when it listens. */
  static async connect(url: string): Promise<Bidi> {
    const socket = new WebSocket(`${url}/session`);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    const bidi = new Bidi(socket);
    await bidi.send("session.new", { capabilities: {} });
    return bidi;
  }

  /** Resolves with the command's result, rejects with a `BidiError`. */
  send(
    method: string,
    params: object = {},
    timeoutMs = COMMAND_MS,
  ): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new BidiError("timeout", `${method} in ${timeoutMs} ms`));
      }, timeoutMs);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        const error = at(answer, "error");
        if (error === undefined) return resolve(at(answer, "result"));
        const message = `${method}: ${String(at(answer, "message"))}`;
        reject(new BidiError(String(error), message));
      });
      if (this.#socket.readyState === WebSocket.OPEN)
        this.#socket.send(JSON.stringify({ id, method, params }));
      else this.#end();
    });
  }

  /** The value of an expression, or of the promise it gives; only what JSON can hold comes back. */
  async evaluate(context: string, expression: string): Promise<unknown> {
    const answer = await this.send("script.evaluate", {
      expression: `(async () => JSON.stringify(await (${expression})))()`,
      target: { context },
      awaitPromise: true,
    });
    return jsonOf(answer);
  }

  /** Calls a function's source with nodes of the document. */
  async call(
    context: string,
    source: string,
    nodes: readonly string[],
  ): Promise<unknown> {
    const answer = await this.send("script.callFunction", {
      functionDeclaration: `async (...nodes) => JSON.stringify(await (${source})(...nodes))`,
      arguments: nodes.map((sharedId) => ({ sharedId })),
      target: { context },
      awaitPromise: true,
    });
    return jsonOf(answer);
  }

  close(): void {
    this.#socket.close();
  }

  #hear(text: string): void {
    const answer: unknown = JSON.parse(text);
    const id = at(answer, "id");
    if (typeof id === "number") this.#waiting.get(id)?.(answer);
  }

  #end(): void {
    const gone = { error: "closed", message: "Firefox has gone" };
    for (const settle of [...this.#waiting.values()]) settle(gone);
  }
}

function jsonOf(answer: unknown): unknown {
  if (at(answer, "type") === "exception")
    throw new BidiError(
      "javascript",
      textAt(answer, "exceptionDetails", "text"),
    );
  const json = at(answer, "result", "value");
  return typeof json === "string" ? JSON.parse(json) : undefined;
}

/** What lies at a path in something untyped; undefined where there is nothing. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null) return undefined;
    here = new Map(Object.entries(here)).get(key);
  }
  return here;
}

/** The text at a path; throws where there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path);
  if (typeof found === "string") return found;
  throw new BidiError("unexpected", `no text at ${path.join(".")}`);
}

/** The list at a path; throws where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): unknown[] {
  const found = at(value, ...path);
  if (Array.isArray(found)) return found;
  throw new BidiError("unexpected", `no list at ${path.join(".")}`);
}
