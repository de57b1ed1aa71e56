/** What the doctor found: one line each. */
export type Level = "ok" | "warning" | "fault";

export type Finding = {
  level: Level;
  /** what was looked at: `config`, `database`, `pbx main`, `terminal alice@pbx.example`, … */
  about: string;
  /** which look it was, e.g. `right originate`; the same words for ever, so that programs can tell findings apart */
  check: string;
  text: string;
  /** How to mend it, one sentence; only where there is something to mend. */
  mend?: string;
};

/** Collects the findings about one thing. */
export class Findings {
  readonly all: Finding[] = [];
  readonly #about: string;

  constructor(about: string) {
    this.#about = about;
  }

  ok(check: string, text: string): void {
    this.all.push({ level: "ok", about: this.#about, check, text });
  }

  warning(check: string, text: string, mend: string): void {
    this.all.push({ level: "warning", about: this.#about, check, text, mend });
  }

  fault(check: string, text: string, mend: string): void {
    this.all.push({ level: "fault", about: this.#about, check, text, mend });
  }
}

/** The words of something that was thrown. */
export function wordsOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
