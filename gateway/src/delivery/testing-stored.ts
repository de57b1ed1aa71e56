/** Deliveries that are settled already. */
import { makeAuthority, startSink } from "./testing.ts";
import { openBench } from "./testing-bench.ts";

export const authority = makeAuthority();

/** Every delivery there is. */
export const all = { dead: false, limit: 100 };

/** Two calls: one event is delivered, one is dead. */
export async function used() {
  let status = 400;
  const sink = await startSink(authority, (_, response) => {
    response.writeHead(status).end();
    status = 204;
  });
  const bench = await openBench(authority);
  const url = `${sink.origin}/in?key=secret`;
  await bench.queue({ callId: "one", clientId: "crm", url });
  await bench.settled();
  await bench.queue({ callId: "two", clientId: "erp", url });
  await bench.settled();
  return { sink, bench };
}
