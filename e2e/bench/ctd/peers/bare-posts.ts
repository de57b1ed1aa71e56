/** What delivery is measured against: a loop for each sink that posts one event after another on one kept connection, and keeps nothing. */
import { Agent, request } from "node:https";
import { argument, tell } from "../../program.ts";
import { eventOf, isPosts } from "../posts.ts";

const { origins, ca, calls, eventsPerCall } = argument(isPosts);
const agent = new Agent({ keepAlive: true, ca });
const WARM_EACH = 5;

function post(origin: string, call: string, version: number): Promise<void> {
  const body = Buffer.from(JSON.stringify(eventOf(call, version)));
  const headers = {
    "content-type": "application/cloudevents+json",
    "content-length": String(body.length),
  };
  return new Promise((resolve, reject) => {
    const call = request(origin, { agent, method: "POST", headers });
    call.on("response", (answer) => {
      answer.resume();
      answer.on("end", () => {
        if (answer.statusCode === 204) resolve();
        else reject(new Error(`status ${answer.statusCode}`));
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

async function loop(each: number): Promise<number> {
  const from = performance.now();
  await Promise.all(
    origins.map(async (origin, sink) => {
      for (let turn = 0; turn < each; turn++)
        await post(origin, `call-${sink}`, turn);
    }),
  );
  return (performance.now() - from) / 1000;
}

await loop(WARM_EACH);
const each = Math.ceil((calls * eventsPerCall) / origins.length);
const cpuFrom = process.cpuUsage();
const seconds = await loop(each);
const { user, system } = process.cpuUsage(cpuFrom);
agent.destroy();
const posts = each * origins.length;
tell({
  perSecond: posts / seconds,
  failures: 0,
  cpuMs: (user + system) / 1000 / posts,
});
