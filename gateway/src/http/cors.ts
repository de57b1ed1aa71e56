import type { Middleware } from "koa";

/**
 * CORS as the click2call reference answers it: no header for origins that are not listed, a literal `*` where the list
 * has one, every answer included. It is no access control: the request is processed either way.
 */
export function cors(
  allowedOrigins: () => readonly string[],
  allowedHeaders: string,
): Middleware {
  return async (ctx, next) => {
    const origins = allowedOrigins();
    const any = origins.includes("*");
    const origin = ctx.get("Origin");
    const allowed = any ? "*" : origins.find((each) => each === origin);
    if (!any) ctx.vary("Origin");
    if (allowed !== undefined) {
      ctx.set("Access-Control-Allow-Origin", allowed);
      ctx.set("Access-Control-Allow-Methods", "POST, OPTIONS");
      ctx.set("Access-Control-Allow-Headers", allowedHeaders);
    }
    if (ctx.method === "OPTIONS") {
      ctx.status = 204;
      return;
    }
    await next();
  };
}
