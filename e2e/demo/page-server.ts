import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { freeTcpPort } from "../asterisk/loopback.ts";

const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/style.css": ["style.css", "text/css; charset=utf-8"],
};

export type DemoPage = { url: string; close(): Promise<void> };

/** Serves the demo page on loopback: its two files and nothing else. */
export async function servePage(): Promise<DemoPage> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const [file, type] = FILES[pathname] ?? [];
    if (file === undefined || type === undefined) {
      response.writeHead(404).end();
      return;
    }
    readFile(new URL(`page/${file}`, import.meta.url)).then(
      (body) => response.writeHead(200, { "content-type": type }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  const port = await freeTcpPort();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
