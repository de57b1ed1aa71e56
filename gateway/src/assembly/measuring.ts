import type { LiveChannel } from "../apis/signaling/live-channel.ts";
import type { Config } from "../config/schema.ts";
import { countDeliveries } from "../delivery/admin.ts";
import { listenForPrometheus } from "../metrics/listener.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Database } from "../store/database.ts";
import type { Calling } from "./calling.ts";
import type { FaultLog } from "./faults.ts";
import type { Pbxs } from "./pbxs.ts";

/** The figures and their own listener; neither where config section `metrics` names no address. */
export type Measuring = {
  /** e.g. `http://127.0.0.1:9464` */
  origin: string | undefined;
  close: () => Promise<void>;
};

/** Rejects where the address cannot be had. */
export async function measure(
  config: Config,
  metrics: Metrics | undefined,
  parts: Pick<Calling, "bus" | "store" | "guard" | "writer"> &
    Pbxs & { live: LiveChannel; db: Database },
  onFault: FaultLog,
): Promise<Measuring> {
  const address = config.metrics.listen;
  if (address === undefined || metrics === undefined) {
    return { origin: undefined, close: async () => undefined };
  }
  const { bus, store, guard, writer, pbxs, transports, live } = parts;
  const listener = await listenForPrometheus(address, metrics, (fault) =>
    onFault("metrics", fault),
  );
  metrics.watch({
    bus,
    pbxs,
    transports,
    countLive: () => store.countLive(),
    countDeliveries: () => countDeliveries(parts.db),
    queues: { moves: () => guard.queued, writes: () => writer.queued },
    liveSockets: () => live.size,
  });
  return {
    origin: listener.origin,
    close: async () => {
      await listener.close();
      metrics.stop();
    },
  };
}
