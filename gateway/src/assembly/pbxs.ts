import type { CurrentConfig } from "../config/current.ts";
import type { PbxConfig } from "../config/schema.ts";
import type { Logger } from "../ops/log.ts";
import { ClientTransport } from "../pbx/asterisk/ami/client-transport.ts";
import type { AmiTransport } from "../pbx/asterisk/ami/transport.ts";
import { AsteriskPbx } from "../pbx/asterisk/asterisk-pbx.ts";
import { readTls } from "../pbx/asterisk/tls.ts";
import type { Pbx } from "../pbx/port.ts";
import { connectionLog } from "./connection-log.ts";
import type { FaultLog } from "./faults.ts";

// The dialplan reports before the last channel goes; only the wire may swap the two.
const REPORT_GRACE_MS = 300;
const PROBE_INTERVAL_MS = 500;

export type Pbxs = {
  pbxs: ReadonlyMap<string, Pbx>;
  /** the connections below them, for their figures */
  transports: ReadonlyMap<string, AmiTransport>;
};

/** Every configured telephone system by its name, not yet started. Throws where a TLS file cannot be read. */
export function createPbxs(
  config: CurrentConfig,
  log: Logger,
  onFault: FaultLog,
): Pbxs {
  const transports = new Map<string, AmiTransport>();
  const pbxs = new Map<string, Pbx>();
  for (const [name, options] of Object.entries(config.value.pbx)) {
    const transport = createTransport(options);
    transports.set(name, transport);
    pbxs.set(name, createPbx(name, transport, options, config, log, onFault));
  }
  return { pbxs, transports };
}

/** An AMI connection as the configuration has it, not yet started. Throws where a TLS file cannot be read. */
export function createTransport(options: PbxConfig): AmiTransport {
  const { tls: tlsFiles, ...ami } = options;
  const tls = readTls(tlsFiles);
  return new ClientTransport({ ...ami, ...(tls !== undefined && { tls }) });
}

function createPbx(
  name: string,
  transport: AmiTransport,
  options: PbxConfig,
  config: CurrentConfig,
  log: Logger,
  onFault: FaultLog,
): Pbx {
  const current = () => config.value.pbx[name] ?? options;
  return new AsteriskPbx(transport, {
    name,
    // Read at each call: a reload may change them.
    get context() {
      return current().context;
    },
    get trunkContext() {
      return current().trunkContext;
    },
    get spool() {
      const { recording } = config.value;
      return recording?.pbxSpool ?? recording?.spool;
    },
    get originateSlackMs() {
      return config.value.calls.originateSlackMs;
    },
    get answeredProbeMs() {
      return current().answeredProbeMs;
    },
    reportGraceMs: REPORT_GRACE_MS,
    probeIntervalMs: PROBE_INTERVAL_MS,
    now: Date.now,
    onConnection: connectionLog(name, log),
    onFault,
  });
}
