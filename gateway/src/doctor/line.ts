import { connect } from "node:net";
import {
  type AmiAction,
  AmiError,
  type AmiMessage,
  type AmiTransport,
} from "../pbx/asterisk/ami/transport.ts";

/** What Asterisk said to an action: done, refused for want of a right, or not done for the reason in `message`. */
export type Reply =
  | { kind: "done"; message: string }
  | { kind: "denied"; message: string }
  | { kind: "failed"; message: string };

/** One AMI connection of the doctor. Sends nothing that changes or dials anything. */
export class Line {
  readonly #ami: AmiTransport;

  constructor(ami: AmiTransport) {
    this.#ami = ami;
  }

  /** Resolves with undefined once logged in, else with why not. One attempt. */
  async open(): Promise<string | undefined> {
    const settled = Promise.withResolvers<string | undefined>();
    this.#ami.onState((state) => {
      if (state === "up") settled.resolve(undefined);
      if (state === "down") settled.resolve(this.#ami.detail ?? "no reason");
    });
    this.#ami.start();
    const problem = await settled.promise;
    if (problem !== undefined) await this.close();
    return problem;
  }

  async close(): Promise<void> {
    await this.#ami.stop();
  }

  /** The value of a variable or a dialplan function; "" where it is empty, unknown or may not be read. */
  async read(expression: string): Promise<string> {
    try {
      const answer = await this.#ami.send({
        action: "Getvar",
        headers: { Variable: expression },
      });
      return answer.get("Value") ?? "";
    } catch (fault) {
      if (isRefusal(fault)) return "";
      throw fault;
    }
  }

  /** Throws AmiError where no answer came. */
  async ask(action: AmiAction): Promise<Reply> {
    try {
      const answer = await this.#ami.send(action);
      return { kind: "done", message: answer.get("Message") ?? "" };
    } catch (fault) {
      return replyOf(fault);
    }
  }

  /** The items of a list, or why there is none. Throws AmiError where no answer came. */
  async list(action: AmiAction): Promise<AmiMessage[] | Reply> {
    try {
      return await this.#ami.list(action);
    } catch (fault) {
      return replyOf(fault);
    }
  }
}

function isRefusal(fault: unknown): fault is AmiError {
  return fault instanceof AmiError && fault.kind === "rejected";
}

function replyOf(fault: unknown): Reply {
  if (!isRefusal(fault)) throw fault;
  const { message } = fault;
  return {
    kind: /permission denied/i.test(message) ? "denied" : "failed",
    message,
  };
}

/** Resolves with undefined where something accepts connections there, else with why not. */
export function knock(
  address: { host: string; port: number },
  timeoutMs: number,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const done = (problem?: string) => {
      socket.destroy();
      resolve(problem);
    };
    socket.setTimeout(timeoutMs, () => done(`no answer in ${timeoutMs} ms`));
    socket.once("connect", () => done());
    socket.once("error", (error) => done(error.message));
  });
}
