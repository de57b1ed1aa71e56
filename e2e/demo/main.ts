/** `npm start`: the whole path once, for real and before your eyes; then it stays up. `--once` ends after the story. */
import { parseArgs } from "node:util";
import { Lifetime } from "../../scripts/lifetime.ts";
import { secondsSince, step } from "../../scripts/step.ts";
import { Client } from "../gateway/client.ts";
import { type RunningGateway, startGateway } from "../gateway/running.ts";
import type { Login } from "./clicker.ts";
import { farewell } from "./farewell.ts";
import { servePage } from "./page-server.ts";
import { openClicker, openTelephones, prepareBrowser } from "./stage.ts";
import { tellStory, type Verdict } from "./story.ts";
import { ENDPOINT, EXTENSION } from "./telephones.ts";

/** On the demo page; all its numbers are from the ranges set aside for films. */
const NUMBER = { text: "020 7946 0128", e164: "+442079460128" };
const REGION = "GB";

const SUCCESS = 0;
const FAILURE = 1;
const NOBODY_SPOKE = 3;

const lifetime = new Lifetime();

async function setUp() {
  const [telephones, browser] = await Promise.all([
    openTelephones().then((opened) => {
      lifetime.add(() => opened.stop());
      return opened;
    }),
    prepareBrowser(),
  ]);
  const gateway = await step("Gateway on a SQLite file", () =>
    startGateway({
      ami: telephones.ami,
      terminals: [{ name: ENDPOINT, extension: EXTENSION }],
      config: { numbers: { region: REGION } },
    }),
  );
  lifetime.add(() => gateway.dispose());
  const page = await servePage();
  lifetime.add(() => page.close());
  return { telephones, browser, gateway, pageUrl: page.url };
}

function loginOf(gateway: RunningGateway): Login {
  const aor = `${ENDPOINT}@${gateway.domain}`;
  const password = gateway.passwords.get(aor) ?? "";
  return { gateway: gateway.origin, aor, password };
}

function judge({ talked, ended }: Verdict): number {
  if (!ended || talked === false) {
    console.log("\n✗ The two phones did not talk, or the call did not end.");
    return FAILURE;
  }
  if (talked) {
    console.log("\n✓ Both phones really talked, and the click hung up again.");
    return SUCCESS;
  }
  console.log(
    `\n✓ The call went its whole way on simulated telephones. Nobody really spoke: --once ends with ${NOBODY_SPOKE}.`,
  );
  return NOBODY_SPOKE;
}

async function playStory(
  stage: Awaited<ReturnType<typeof setUp>>,
  login: Login,
): Promise<Verdict> {
  const { telephones, browser, gateway, pageUrl } = stage;
  const clicker = await openClicker(browser, login, pageUrl, lifetime);
  const live = await new Client(
    login.gateway,
    login.aor,
    login.password,
  ).live();
  try {
    console.log(`\nOne click on ${NUMBER.text}, on ${telephones.name}:\n`);
    return await tellStory({ clicker, telephones, gateway, live }, NUMBER);
  } catch (error) {
    if (!lifetime.isEnding) console.log(gateway.log().slice(-20).join("\n"));
    throw error;
  } finally {
    live.close();
    await clicker.close();
  }
}

async function play(once: boolean): Promise<number> {
  const began = performance.now();
  console.log("Ringback: setting up");
  const stage = await setUp();
  const login = loginOf(stage.gateway);
  const code = judge(await playStory(stage, login));
  console.log(`  ${secondsSince(began)} in all.`);
  if (once || code === FAILURE) return code;
  console.log(farewell(stage.pageUrl, login));
  return await new Promise<never>(() => {});
}

const { values } = parseArgs({ options: { once: { type: "boolean" } } });
const code = await play(values.once === true).catch((error: unknown) => {
  // What breaks because it is being ended is no news.
  if (!lifetime.isEnding)
    console.error(error instanceof Error ? error.stack : error);
  return FAILURE;
});
await lifetime.end();
process.exit(code);
