import type { IncomingMessage } from "node:http";
import type Router from "@koa/router";
import type Koa from "koa";
import type { Context, Middleware } from "koa";
import { DomainError } from "../calls/errors.ts";

/** One API: its paths, its routes, its way of writing errors. */
export type Mount = {
  name: string;
  owns: (path: string) => boolean;
  router: Router;
  writeError: (ctx: Context, error: DomainError) => void;
  /** what is said of a path that it owns and that is not there; left out: `not found` */
  noSuchPath?: string;
  /** runs before the routes, on errors and unknown methods too */
  before?: Middleware;
};

/** Routers match exactly: with case, without a slash at the end. */
export const ROUTER_OPTIONS = { sensitive: true, strict: true } as const;

export type FaultListener = (fault: unknown, mount: string) => void;
export type RefusalListener = (
  error: DomainError,
  mount: string,
  request: IncomingMessage,
) => void;

/** Adds a mount. Every answer of its paths that is not a success is written by its own writer, and nowhere else. */
export function useMount(
  app: Koa,
  mount: Mount,
  onFault: FaultListener,
  onRefused: RefusalListener = () => undefined,
): void {
  app.use(async (ctx, next) => {
    if (!mount.owns(ctx.path)) return await next();
    try {
      await (mount.before === undefined ? next() : mount.before(ctx, next));
    } catch (fault) {
      refuse(ctx, mount, fault, { onFault, onRefused });
    }
  });
  app.use(mount.router.routes());
  app.use(async (ctx, next) => {
    if (!mount.owns(ctx.path)) return await next();
    throw unmatched(mount, ctx);
  });
}

/** Whatever the log or the writer does with this error, the answer is written: then as an error within. */
function refuse(
  ctx: Context,
  mount: Mount,
  fault: unknown,
  {
    onFault,
    onRefused,
  }: { onFault: FaultListener; onRefused: RefusalListener },
): void {
  try {
    const error = toDomainError(fault, mount.name, onFault);
    onRefused(error, mount.name, ctx.req);
    mount.writeError(ctx, error);
  } catch (worse) {
    tell(onFault, worse, mount.name);
    mount.writeError(ctx, internalError(worse));
  }
}

/** Where the log itself fails there is nobody left to tell. */
export function tell(
  onFault: FaultListener,
  fault: unknown,
  mount: string,
): void {
  try {
    onFault(fault, mount);
  } catch {
    // The answer goes out all the same.
  }
}

function unmatched(
  { router, noSuchPath = "not found" }: Mount,
  ctx: Context,
): DomainError {
  const { path } = router.match(ctx.path, ctx.method);
  if (path.length === 0) {
    return new DomainError("not_found", "no_such_path", noSuchPath);
  }
  const methods = path.flatMap((layer) => layer.methods);
  ctx.set("Allow", [...new Set(methods)].sort().join(", "));
  return new DomainError(
    "method_not_allowed",
    "method_not_allowed",
    "method not allowed",
  );
}

function toDomainError(
  fault: unknown,
  mount: string,
  onFault: FaultListener,
): DomainError {
  if (fault instanceof DomainError) {
    if (fault.kind === "pbx" || fault.kind === "internal") {
      onFault(fault, mount);
    }
    return fault;
  }
  onFault(fault, mount);
  return internalError(fault);
}

/** What went wrong inside is for the log alone. */
function internalError(cause: unknown): DomainError {
  return new DomainError("internal", "internal", "internal error", { cause });
}
