/**
 * Loaded before a program (`node --import`): its clock is set by as many milliseconds as the file named by this
 * module's `?file=` says at the moment. Timers run on, as they do when somebody sets a machine's clock.
 */
import { readFileSync } from "node:fs";

const file = new URL(import.meta.url).searchParams.get("file") ?? "";
const real = Date.now.bind(Date);
const now = () => real() + Number(readFileSync(file, "utf8"));

globalThis.Date = new Proxy(Date, {
  construct: (target, given, self) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, self),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
