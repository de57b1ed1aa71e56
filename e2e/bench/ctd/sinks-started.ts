import { makeAuthority } from "../../../gateway/src/delivery/testing.ts";
import { hasNumbers, type Program, startProgram } from "../program.ts";

export type SinksOptions = { cert: string; key: string; count: number };

export function isSinks(value: unknown): value is SinksOptions {
  return (
    hasNumbers("count")(value) &&
    ["cert", "key"].every(
      (name) => typeof Reflect.get(value, name) === "string",
    )
  );
}

export type Sinks = {
  origins: readonly string[];
  /** takes connections and says nothing */
  silentOrigin: string;
  ca: string;
  caFile: string;
  /** since it was asked last: requests, and milliseconds from the time in the event to the request */
  told: () => Promise<Record<"taken" | "p50" | "p99", number>>;
  stop: () => Promise<void>;
};

const isTold = hasNumbers("taken", "p50", "p99");

type Ports = { ports: number[]; silentPort: number };

function hasPorts(value: unknown): value is Ports {
  if (!hasNumbers("silentPort")(value)) return false;
  const ports: unknown = Reflect.get(value, "ports");
  return (
    Array.isArray(ports) && ports.every((port) => typeof port === "number")
  );
}

/** Starts so many sinks on loopback, with certificates of an authority of their own. */
export async function startSinks(count: number): Promise<Sinks> {
  const { ca, caFile, identity } = makeAuthority();
  const program: Program = await startProgram("ctd/sinks.ts", {
    ...identity,
    count,
  });
  const { ports, silentPort } = await program.next(hasPorts);
  const originOf = (port: number) => `https://127.0.0.1:${port}`;
  return {
    origins: ports.map(originOf),
    silentOrigin: originOf(silentPort),
    ...{ ca, caFile },
    told: async () => {
      program.tell({});
      return await program.next(isTold);
    },
    stop: () => program.stop(),
  };
}
