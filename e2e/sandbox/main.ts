/** `npm run sandbox`: a gateway to try the API on, without a PBX, a phone or a browser. */
import { Lifetime } from "../../scripts/lifetime.ts";
import { openSandbox } from "./sandbox.ts";
import { welcome } from "./welcome.ts";

const FAILURE = 1;

const lifetime = new Lifetime();
try {
  console.log("Ringback sandbox: setting up");
  const sandbox = await openSandbox(lifetime, (line) =>
    console.log(`  event  ${line}`),
  );
  console.log(welcome(sandbox));
} catch (error) {
  // What breaks because it is being ended is no news.
  if (!lifetime.isEnding)
    console.error(error instanceof Error ? error.stack : error);
  await lifetime.end();
  process.exit(FAILURE);
}
