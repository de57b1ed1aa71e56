/** What the load generator is measured against: a socket that answers every request with the same bytes, unread. */
import { createServer } from "node:net";
import { tell } from "../program.ts";

const BODY = JSON.stringify({
  nonce: `1700000000.${"0".repeat(32)}.${"0".repeat(64)}`,
  realm: "bench.example",
});
const ANSWER = `HTTP/1.1 200 OK\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;

const server = createServer((socket) => {
  socket.setNoDelay(true);
  socket.on("error", () => {});
  // One request is one write of the generator's, so it is one chunk.
  socket.on("data", () => socket.write(ANSWER));
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null)
    tell({ port: address.port });
});
