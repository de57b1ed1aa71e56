import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** One AMI message as text, and which way it goes. */
type Passing = { text: string; to: "pbx" | "gateway" };

/** The network between a gateway and its PBX, on 127.0.0.1. */
export type AmiProxy = {
  readonly port: number;
  /** Idens of the Originates that reached the PBX. */
  readonly originated: readonly string[];
  /** Ends every connection and takes none, until healed. */
  cut(): void;
  /** Passes nothing on, but breaks nothing either, until healed. */
  hold(): void;
  /** What was held goes on where the gateway still listens. */
  heal(): void;
  /** Loses the messages that fit; gives the way to stop that. */
  lose(fits: (passing: Passing) => boolean): () => void;
  stop(): Promise<void>;
};

type Line = { gateway: Socket; pbx: Socket; held: (() => void)[] };

const GREETING = /^Asterisk Call Manager\/[^\r\n]*\r\n/;

export async function startAmiProxy(pbxPort: number): Promise<AmiProxy> {
  const lines = new Set<Line>();
  const losses = new Set<(passing: Passing) => boolean>();
  const originated: string[] = [];
  let state: "open" | "cut" | "held" = "open";

  const passed = (passing: Passing) => {
    const iden = /^ChannelId: (.*?)\r?$/m.exec(passing.text)?.[1];
    if (passing.to === "pbx" && iden !== undefined) originated.push(iden);
  };
  const pass = (line: Line, passing: Passing) => {
    if ([...losses].some((fits) => fits(passing))) return;
    const go = () => {
      passed(passing);
      line[passing.to].write(passing.text);
    };
    if (state === "held") line.held.push(go);
    else go();
  };

  const server = createServer((gateway) => {
    if (state === "cut") {
      gateway.destroy();
      return;
    }
    const pbx = connect({ host: "127.0.0.1", port: pbxPort });
    const line: Line = { gateway, pbx, held: [] };
    lines.add(line);
    const end = () => {
      lines.delete(line);
      gateway.destroy();
      pbx.destroy();
    };
    for (const socket of [gateway, pbx]) {
      socket.on("close", end);
      socket.on("error", end);
    }
    eachMessage(gateway, (text) => pass(line, { text, to: "pbx" }));
    eachMessage(pbx, (text) => pass(line, { text, to: "gateway" }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("no TCP port on 127.0.0.1");

  const drop = () => {
    for (const { gateway } of lines) gateway.destroy();
  };
  return {
    port: address.port,
    originated,
    cut() {
      state = "cut";
      drop();
    },
    hold() {
      state = "held";
    },
    heal() {
      state = "open";
      for (const line of lines) for (const go of line.held.splice(0)) go();
    },
    lose(fits) {
      losses.add(fits);
      return () => losses.delete(fits);
    },
    async stop() {
      drop();
      server.close();
      await once(server, "close");
    },
  };
}

/** AMI's messages end with an empty line, but for its greeting. */
function eachMessage(socket: Socket, onMessage: (text: string) => void): void {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk) => {
    rest += String(chunk);
    for (;;) {
      const greeting = GREETING.exec(rest)?.[0].length;
      const empty = rest.indexOf("\r\n\r\n");
      const end = greeting ?? (empty < 0 ? undefined : empty + 4);
      if (end === undefined) return;
      onMessage(rest.slice(0, end));
      rest = rest.slice(end);
    }
  });
}
