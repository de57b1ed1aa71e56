/** Ends the gateway in order: steps with a place in line, a grace time for each, and an end to patience. */
import type { Logger } from "./log.ts";

type Step = { name: string; order: number; run: () => void | Promise<void> };

export type ShutdownOptions = {
  /** How long one step may take; then the next begins. */
  graceMs: number;
  /** How long all may take; then the process is ended as it is. */
  totalMs: number;
  log: Pick<Logger, "info" | "warn" | "error">;
  /** Ends the process at once; for tests. */
  forceExit?: (code: number) => void;
};

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
const FORCED = 1;

export class Shutdown {
  readonly #options: ShutdownOptions;
  readonly #forceExit: (code: number) => void;
  #steps: Step[] = [];
  #running: Promise<boolean> | undefined;

  constructor(options: ShutdownOptions) {
    this.#options = options;
    this.#forceExit = options.forceExit ?? ((code) => process.exit(code));
  }

  /** True from the first call of `run` on. */
  get stopping(): boolean {
    return this.#running !== undefined;
  }

  /** Lower orders end first, equal ones together. A step added while stopping still has its turn. */
  onShutdown(
    name: string,
    order: number,
    run: () => void | Promise<void>,
  ): void {
    this.#steps.push({ name, order, run });
  }

  /** Runs every step once; later calls wait for the first. Resolves to true where all ended well and in time. Never rejects. */
  run(reason: string): Promise<boolean> {
    this.#running ??= this.#runAll(reason);
    return this.#running;
  }

  /** SIGINT and SIGTERM begin the shutdown, the second one ends the process at once. Gives a function that stops listening. */
  listen(): () => void {
    const listeners = Object.entries(SIGNALS).map(([signal, code]) => {
      const listener = () => {
        if (this.stopping) this.#forceExit(code);
        else void this.run(signal);
      };
      process.on(signal, listener);
      return () => process.off(signal, listener);
    });
    return () => {
      for (const stop of listeners) stop();
    };
  }

  async #runAll(reason: string): Promise<boolean> {
    const { log, totalMs } = this.#options;
    log.info({ reason }, "shutting down");
    const patience = setTimeout(() => {
      log.error({ totalMs }, "shutdown took too long: ending as it is");
      this.#forceExit(FORCED);
    }, totalMs);
    let clean = true;
    while (this.#steps.length > 0) {
      const order = Math.min(...this.#steps.map((step) => step.order));
      const now = this.#steps.filter((step) => step.order === order);
      this.#steps = this.#steps.filter((step) => step.order !== order);
      const ended = await Promise.all(now.map((step) => this.#runStep(step)));
      clean = clean && !ended.includes(false);
    }
    clearTimeout(patience);
    return clean;
  }

  async #runStep({ name, run }: Step): Promise<boolean> {
    const { graceMs, log } = this.#options;
    const late = Promise.withResolvers<"late">();
    const timer = setTimeout(() => late.resolve("late"), graceMs);
    try {
      const ended = await Promise.race([(async () => run())(), late.promise]);
      if (ended !== "late") return true;
      log.warn({ step: name, graceMs }, "shutdown step not done in time");
    } catch (error) {
      log.error({ step: name, err: error }, "shutdown step failed");
    } finally {
      clearTimeout(timer);
    }
    return false;
  }
}
