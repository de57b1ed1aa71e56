/** One sandbox for all test files that only use it: starting one takes seconds. */
import type { TestProject } from "vitest/node";
import { startSandbox } from "./running.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** what the sandbox says to copy: `export BASE=… ID=… …` */
    readonly settings: string;
  }
}

export default async function setup(project: TestProject) {
  const { child, settings } = await startSandbox();
  project.provide("settings", settings);
  return async () => {
    child.kill("SIGINT");
    await child.exited;
  };
}
