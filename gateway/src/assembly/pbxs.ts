import type { Config, PbxConfig } from "../config/schema.ts";
import type { Logger } from "../ops/log.ts";
import { ClientTransport } from "../pbx/asterisk/ami/client-transport.ts";
import { AsteriskPbx } from "../pbx/asterisk/asterisk-pbx.ts";
import { readTls } from "../pbx/asterisk/tls.ts";
import type { Pbx } from "../pbx/port.ts";
import { connectionLog } from "./connection-log.ts";
import type { FaultLog } from "./faults.ts";

// The dialplan reports before the last channel goes; only the wire may swap the two.
const REPORT_GRACE_MS = 300;
const PROBE_INTERVAL_MS = 500;

/** Every configured telephone system by its name, not yet started. Throws where a TLS file cannot be read. */
export function createPbxs(
  config: Config,
  log: Logger,
  onFault: FaultLog,
): ReadonlyMap<string, Pbx> {
  return new Map(
    Object.entries(config.pbx).map(([name, options]) => [
      name,
      createPbx(name, options, config, log, onFault),
    ]),
  );
}

function createPbx(
  name: string,
  options: PbxConfig,
  config: Config,
  log: Logger,
  onFault: FaultLog,
): Pbx {
  const { tls: tlsFiles, ...ami } = options;
  const tls = readTls(tlsFiles);
  const transport = new ClientTransport({
    ...ami,
    ...(tls !== undefined && { tls }),
  });
  return new AsteriskPbx(transport, {
    name,
    context: options.context,
    originateSlackMs: config.calls.originateSlackMs,
    answeredProbeMs: options.answeredProbeMs,
    reportGraceMs: REPORT_GRACE_MS,
    probeIntervalMs: PROBE_INTERVAL_MS,
    now: Date.now,
    onConnection: connectionLog(name, log),
    onFault,
  });
}
