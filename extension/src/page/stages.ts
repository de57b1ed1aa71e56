import type { CallProgress, PageNumber } from "../messages.ts";
import type { Block } from "./blocks.ts";
import type { FirstStage } from "./first-stage.ts";
import type { TextRun } from "./run-text.ts";

/** What the second script does for the first: everything that needs the validator or shows something. */
export interface SecondStage {
  /** All that `block` says now and could be a number; nothing, when it says nothing of the kind any more. */
  read(block: Block, runs: readonly TextRun[]): void;
  readLink(link: Element): void;
  /** Nothing in `block`, at any depth, may be used any more. */
  forget(block: Block): void;
  /** The page changed `block` just now, before it is painted; it will be read soon. */
  touched(block: Block): void;
  removed(): void;
  /** A person pressed a telephone link. False: it holds no number; the browser should have it. */
  press(link: Element, byKeyboard: boolean): boolean;
  list(): PageNumber[];
  show(id: number): void;
  progress(progress: CallProgress): void;
  /** Take everything off the page again. */
  reset(): void;
}

declare global {
  /** Both scripts live in one isolated world of the frame; the second finds the first here. */
  var ringbackPage: FirstStage | undefined;
}
