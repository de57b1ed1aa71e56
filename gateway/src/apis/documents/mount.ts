import { createHash } from "node:crypto";
import Router from "@koa/router";
import { DomainError, type DomainErrorKind } from "../../calls/errors.ts";
import { type Mount, ROUTER_OPTIONS } from "../../http/mount.ts";
import { openApiDocument } from "./openapi/document.ts";
import { renderPage } from "./page/page.ts";
import { STYLE } from "./page/style.ts";

export type DocumentsOptions = {
  /** the gateway's address as programs reach it */
  issuer: string;
  /** read at each request: a reload changes it */
  isOn: () => boolean;
};

const PATHS = new Set(["/openapi.json", "/docs"]);

const STATUS: Partial<Record<DomainErrorKind, number>> = {
  not_found: 404,
  method_not_allowed: 405,
};

/** Nothing but the page and its own style: no script, no picture, no form, in nobody's frame. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join("; ");

/** `/openapi.json`, and `/docs` for people. Nothing in them is of this gateway but its address. */
export function documentsMount({ issuer, isOn }: DocumentsOptions): Mount {
  const router = new Router(ROUTER_OPTIONS);
  const document = openApiDocument(issuer);
  const text = JSON.stringify(document);
  const page = renderPage(document);

  router.get("/openapi.json", (ctx) => {
    ctx.type = "application/json";
    ctx.body = text;
  });

  router.get("/docs", (ctx) => {
    ctx.set("Content-Security-Policy", POLICY);
    ctx.set("Referrer-Policy", "no-referrer");
    ctx.type = "html";
    ctx.body = page;
  });

  return {
    name: "documents",
    owns: (path) => PATHS.has(path),
    router,
    before: async (_, next) => {
      if (!isOn()) throw new DomainError("not_found", "off", "not found");
      await next();
    },
    writeError: (ctx, { kind, message }) => {
      ctx.status = STATUS[kind] ?? 500;
      ctx.body = message;
    },
  };
}
