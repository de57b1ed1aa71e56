import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "./child.ts";
import { freeMediaPorts, freeUdpPort } from "./loopback.ts";
import { openMedia } from "./media.ts";
import type { Program } from "./packages.ts";
import { type PhoneBehaviour, scenarioOf } from "./scenario.ts";
import { BUFFER_BYTES, openSipTap, type SipMessage } from "./sip-tap.ts";

export type { PhoneKind } from "./scenario.ts";
export type { SipMessage } from "./sip-tap.ts";

export interface PhoneOptions extends PhoneBehaviour {
  /** SIP port on 127.0.0.1: a contact of the endpoint it belongs to. */
  readonly port: number;
  /** Pitch of the tone it speaks, instead of its byte. */
  readonly toneHz?: number;
  /** It says nothing, and only listens: a hundred voices are work for this machine. */
  readonly isMute?: boolean;
  /** SIPp, from `startAsterisk` or `fetchAsterisk`. */
  readonly sipp: Program;
}

/** A SIP phone on 127.0.0.1 that takes any number of calls, one after another or at once. */
export interface Phone {
  readonly port: number;
  readonly kind: PhoneOptions["kind"];
  /** SIP messages so far, both directions, in order. A dead phone only receives. */
  messages(): readonly SipMessage[];
  /** The first message, seen or to come, that fits. Rejects after `timeoutMs` (default 5000) naming what was seen. */
  waitFor(
    fits: (message: SipMessage) => boolean,
    timeoutMs?: number,
  ): Promise<SipMessage>;
  /** How many 20 ms frames of the other phone's voice this phone has heard. */
  heard(other: Phone): number;
  /** All that this phone has heard, µ-law at 8 kHz; kept where it speaks a tone. */
  sound(): Buffer;
  /** The byte this phone speaks; see media.ts. */
  readonly voice: number;
  /** Ends the ringing of a phone with `isTold`: it does what it does. Throws where nothing rings. */
  goOn(): void;
  /** Hangs up the call it answered last. Throws where there is none. */
  hangUp(): void;
  stop(): Promise<void>;
}

/** Starts a phone; settles when it listens. Rejects with SIPp's last words when it does not start. */
export async function startPhone(options: PhoneOptions): Promise<Phone> {
  const seen: SipMessage[] = [];
  const listeners = new Set<(message: SipMessage) => void>();
  const media = await openMedia(options.toneHz);
  const onMessage = (message: SipMessage) => {
    seen.push(message);
    if (options.isMute !== true) converse(media, seen, message);
    for (const listener of [...listeners]) listener(message);
  };
  const programPort = options.kind === "dead" ? undefined : await freeUdpPort();
  const tap = await openSipTap(options.port, programPort, onMessage);
  const release = async () => {
    await tap.close();
    media.close();
  };
  const program =
    programPort === undefined
      ? undefined
      : await startSipp(options, programPort, media.port).catch(
          async (fault: unknown) => {
            await release();
            throw fault;
          },
        );

  return {
    port: options.port,
    kind: options.kind,
    voice: media.voice,
    goOn() {
      const invite = seen.findLast(({ method }) => method === "INVITE");
      if (invite === undefined)
        throw new Error(`phone on ${options.port} does not ring`);
      // Its headers are the INVITE's, so that SIPp answers that.
      tap.tell(invite.text.replace("INVITE", "MESSAGE"));
    },
    hangUp() {
      const branch = `z9hG4bK-hangs-up-${options.port}-${seen.length}`;
      tap.send(byeOf(seen, options.port, branch), branch);
    },
    messages: () => seen,
    waitFor: (fits, timeoutMs = 5000) =>
      new Promise((resolve, reject) => {
        const early = seen.find(fits);
        if (early !== undefined) return resolve(early);
        const listener = (message: SipMessage) => {
          if (!fits(message)) return;
          clearTimeout(timer);
          listeners.delete(listener);
          resolve(message);
        };
        const timer = setTimeout(() => {
          listeners.delete(listener);
          const lines = seen.map((m) => `${m.direction} ${m.startLine}`);
          reject(
            new Error(
              `phone ${options.kind} on ${options.port} saw no such message in ${timeoutMs} ms, only:\n${lines.join("\n")}`,
            ),
          );
        }, timeoutMs);
        listeners.add(listener);
      }),
    heard: (other) => media.heard(other.voice),
    sound: () => media.sound(),
    async stop() {
      await program?.stop();
      await release();
    },
  };
}

/** The BYE of the last call that was answered. */
function byeOf(
  seen: readonly SipMessage[],
  port: number,
  branch: string,
): string {
  const answer = seen.findLast(
    ({ direction, status, headers }) =>
      direction === "sent" &&
      status === 200 &&
      headers.cseq?.endsWith(" INVITE") === true,
  );
  const callId = answer?.headers["call-id"];
  const invite = seen.find(
    ({ method, headers }) =>
      method === "INVITE" && headers["call-id"] === callId,
  );
  const [, contact] = /<([^>]+)>/.exec(invite?.headers.contact ?? "") ?? [];
  if (answer === undefined || contact === undefined)
    throw new Error(`phone on ${port} has answered nothing`);
  return [
    `BYE ${contact} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${port};branch=${branch}`,
    `From: ${answer.headers.to}`,
    `To: ${answer.headers.from}`,
    `Call-ID: ${callId}`,
    "CSeq: 900 BYE",
    "Max-Forwards: 70",
    "Content-Length: 0",
    "\r\n",
  ].join("\r\n");
}

function converse(
  media: { speak(id: string, port: number): void; hush(id: string): void },
  seen: readonly SipMessage[],
  message: SipMessage,
): void {
  const callId = message.headers["call-id"];
  if (callId === undefined) return;
  if (message.method === "BYE") media.hush(callId);
  if (message.direction !== "sent" || message.status !== 200) return;
  if (!message.headers.cseq?.endsWith(" INVITE")) return;
  const offer = seen.findLast(
    (m) => m.method === "INVITE" && m.headers["call-id"] === callId,
  );
  const port = /^m=audio (\d+)/m.exec(offer?.body ?? "")?.[1];
  if (port !== undefined) media.speak(callId, Number(port));
}

async function startSipp(
  options: PhoneOptions,
  ownPort: number,
  mediaPort: number,
): Promise<{ stop(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), "ringback-phone-"));
  const scenario = join(dir, "scenario.xml");
  await writeFile(scenario, await scenarioOf(options, options.port, mediaPort));
  const child = await startChild(
    options.sipp.command,
    [
      ...options.sipp.args,
      ...["-sf", scenario, "-i", "127.0.0.1", "-p", String(ownPort)],
      ...["-mi", "127.0.0.1", "-mp", String(await freeMediaPorts())],
      ...["-ci", "127.0.0.1"],
      ...["-cp", String(await freeUdpPort())],
      ...["-aa", "-nostdin", "-nd", "-buff_size", String(BUFFER_BYTES)],
    ],
    { cwd: dir, env: { ...process.env, TERM: "dumb" } },
  );
  const stop = async () => {
    // SIPp takes SIGTERM for "finish the calls first".
    child.kill("SIGKILL");
    await child.exited;
    await rm(dir, { recursive: true, force: true });
  };
  await listening(ownPort, child.exited).catch(async (error: unknown) => {
    await stop();
    throw new Error(`SIPp did not start: ${child.tail()}`, { cause: error });
  });
  return { stop };
}

/** Settles when something holds the UDP port; rejects when the process is gone or 5 s have passed. */
async function listening(
  port: number,
  exited: Promise<unknown>,
): Promise<void> {
  let over = false;
  void exited.then(() => {
    over = true;
  });
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const deadline = Date.now() + 5000;
  while (!over && Date.now() < deadline) {
    const sockets = await readFile("/proc/net/udp", "utf8");
    if (sockets.includes(` 0100007F:${hex} `)) return;
    await sleep(10);
  }
  throw new Error(`nothing listens on UDP port ${port}`);
}
