import type { Config } from "../config/schema.ts";
import { startGateway } from "../gateway.ts";
import { configSecrets, createLogger } from "../ops/log.ts";
import { Shutdown } from "../ops/shutdown.ts";

/** Runs the gateway until a signal; gives the exit code: 0 where all ended well. */
export async function serve(config: Config): Promise<number> {
  const log = createLogger({ ...config.log, secrets: configSecrets(config) });
  const graceMs = config.server.shutdownGraceMs;
  const gateway = await startGateway(config, log);
  const shutdown = new Shutdown({ graceMs, totalMs: graceMs * 4, log });
  for (const [order, step] of gateway.steps.entries()) {
    shutdown.onShutdown(step.name, order, step.run);
  }
  const stopped = Promise.withResolvers<boolean>();
  shutdown.onShutdown("exit", gateway.steps.length, () =>
    stopped.resolve(true),
  );
  // Before anybody is told that it listens: whoever starts it may end it at that very line.
  shutdown.listen();
  const { origin, metricsOrigin } = gateway;
  log.info(
    { origin, ...(metricsOrigin !== undefined && { metricsOrigin }) },
    "ringback gateway is listening",
  );
  await stopped.promise;
  return (await shutdown.run("already stopping")) ? 0 : 1;
}
