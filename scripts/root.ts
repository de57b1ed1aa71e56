import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's folder. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What long-lived artefacts of this checkout's own commands go into; git does not see it. */
export const CACHE = join(ROOT, ".cache");

/** The environment in which the workspace's own tools come first, also where a script is started without npm. */
export function toolEnv(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const path = [join(ROOT, "node_modules", ".bin"), process.env.PATH ?? ""];
  return { ...process.env, PATH: path.join(delimiter), ...more };
}
