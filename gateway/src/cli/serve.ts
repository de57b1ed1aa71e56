import type { Config } from "../config/schema.ts";
import { type Gateway, startGateway } from "../gateway.ts";
import { configSecrets, createLogger } from "../ops/log.ts";
import { Shutdown } from "../ops/shutdown.ts";
import { type ReadConfig, reload } from "./reload.ts";

/** Runs the gateway until a signal; SIGHUP has it `read` its configuration again. Gives the exit code: 0 where all ended well. */
export async function serve(config: Config, read: ReadConfig): Promise<number> {
  let secrets = configSecrets(config);
  const log = createLogger({ ...config.log, secrets: () => secrets });
  const started = Promise.withResolvers<Gateway>();
  let stopping = () => false;
  // Before anything is waited for: the configuration may be another since it was read.
  const hangup = () =>
    void started.promise.then((gateway) => {
      if (stopping()) return;
      const loaded = read();
      // The old ones too: something under way may still speak of them.
      if (loaded.config !== undefined)
        secrets = [...new Set([...secrets, ...configSecrets(loaded.config)])];
      reload(gateway, loaded, log);
    });
  process.on("SIGHUP", hangup);
  const gateway = await startGateway(config, log);
  const shutdown = new Shutdown({
    get graceMs() {
      return gateway.config().server.shutdownGraceMs;
    },
    get totalMs() {
      return gateway.config().server.shutdownGraceMs * 4;
    },
    log,
  });
  stopping = () => shutdown.stopping;
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
  started.resolve(gateway);
  await stopped.promise;
  if (await shutdown.run("already stopping")) return 0;
  // What was not done in time may never be: a client that says no more would hold the process for ever.
  process.exit(1);
}
