/** Loaded before a gateway under test: keeps 10 KB of each request, as a forgotten map would. */
import { subscribe } from "node:diagnostics_channel";

const KEPT_BYTES = 10_000;
const kept: string[][] = [];

subscribe("http.server.request.start", () => {
  kept.push(Array.from({ length: KEPT_BYTES / 8 }, () => "leak"));
});
