import type { PbxHealth } from "../pbx/port.ts";

type Line = (entry: object, text: string) => void;

/** Logs when a PBX comes up and when it goes down, with the reason; the attempts in between, of the same reason, once. */
export function connectionLog(
  pbx: string,
  log: { info: Line; warn: Line },
): (health: PbxHealth) => void {
  let logged = "";
  return ({ state, detail }) => {
    const line = state === "up" ? "up" : `down ${detail ?? ""}`;
    if (state === "connecting" || line === logged) return;
    logged = line;
    if (state === "up") log.info({ pbx }, "PBX connected");
    else log.warn({ pbx, detail }, "PBX not connected");
  };
}
