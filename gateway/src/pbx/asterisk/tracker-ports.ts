import type { Move } from "../port.ts";

export type TrackerPorts = {
  move: (move: Move) => void;
  /** the last channel is gone and all that can be known is known */
  done: () => void;
  now: () => number;
};

export type TrackerTimes = {
  /** silence after A's answer before the PBX is asked what A is listening to */
  answeredProbeMs: number;
  /** how long reports of the dialplan may lag behind the last hang-up */
  reportGraceMs: number;
};
