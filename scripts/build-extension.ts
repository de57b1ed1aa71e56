import { buildExtension } from "./extension-build.ts";

const built = await buildExtension(console.log);
if (!built) console.log("the last build is of these very sources");
