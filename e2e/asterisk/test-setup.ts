import type { TestProject } from "vitest/node";
import {
  AsteriskUnavailable,
  fetchAsterisk,
  NoDebianApt,
  type Suite,
} from "./packages.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Suites whose Asterisk runs on this machine. */
    readonly suites: readonly Suite[];
  }
}

/** Fetches both Asterisks once, before any test file runs, and says which are there. */
export default async function setup(project: TestProject): Promise<void> {
  const suites: Suite[] = [];
  for (const suite of ["sid", "bullseye"] as const) {
    try {
      await fetchAsterisk({ suite, onProgress: (line) => console.log(line) });
      suites.push(suite);
    } catch (error) {
      if (
        !(error instanceof NoDebianApt || error instanceof AsteriskUnavailable)
      )
        throw error;
      console.log(
        `SKIPPED tests on Asterisk of Debian ${suite}: ${error.message.split("\n")[0]}`,
      );
    }
  }
  project.provide("suites", suites);
}
