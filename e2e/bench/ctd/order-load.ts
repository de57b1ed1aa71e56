import { hasNumbers } from "../program.ts";

export interface OrderLoad {
  readonly origin: string;
  readonly token: string;
  readonly connections: number;
  /** Callers are taken in turn, the next one for each order. */
  readonly terminals: number;
  /** Orders before this are not counted. */
  readonly warmMs: number;
  readonly countMs: number;
  /** Orders a second; 0: each connection orders as soon as it is answered. */
  readonly perSecond: number;
  /** Taken in turn; none: no events are asked for. */
  readonly sinks: readonly string[];
}

export function isOrderLoad(value: unknown): value is OrderLoad {
  const isComplete = hasNumbers(
    ...([
      "connections",
      "terminals",
      "warmMs",
      "countMs",
      "perSecond",
    ] as const),
  );
  return (
    isComplete(value) &&
    Array.isArray(Reflect.get(value, "sinks")) &&
    ["origin", "token"].every(
      (name) => typeof Reflect.get(value, name) === "string",
    )
  );
}
