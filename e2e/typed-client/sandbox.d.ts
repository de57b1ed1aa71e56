import "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** what the sandbox says to copy: `export BASE=… ID=… …` */
    readonly settings: string;
  }
}
