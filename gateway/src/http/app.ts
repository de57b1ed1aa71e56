import Koa from "koa";
import type { ClientAddress } from "./client-address.ts";
import {
  type FaultListener,
  type Mount,
  type RefusalListener,
  tell,
  useMount,
} from "./mount.ts";

/** One finished request. */
export type RequestLine = {
  method: string;
  /** as it came, with its query: not to be logged as it is */
  url: string;
  status: number;
  ms: number;
  address: string;
  /** whose path it was; "none" where no mount owns it */
  mount: string;
};

export type AppOptions = {
  mounts: readonly Mount[];
  clientAddress: ClientAddress;
  onRequest: (line: RequestLine) => void;
  onFault: FaultListener;
  /** hears every answer of a mount that is an error */
  onRefused?: RefusalListener;
};

/** The Koa application: every API a mount of its own; what no mount owns is 404. */
export function createApp(options: AppOptions): Koa {
  const app = new Koa();
  app.silent = true;
  app.use(async (ctx, next) => {
    const began = performance.now();
    ctx.set("X-Content-Type-Options", "nosniff");
    ctx.set("Cache-Control", "no-store");
    const mount =
      options.mounts.find(({ owns }) => owns(ctx.path))?.name ?? "none";
    try {
      await next();
    } finally {
      try {
        options.onRequest({
          ...{ method: ctx.method, url: ctx.url, status: ctx.status, mount },
          ms: performance.now() - began,
          address: options.clientAddress.ofRequest(ctx.req),
        });
      } catch (fault) {
        tell(options.onFault, fault, mount);
      }
    }
  });
  const { onFault, onRefused } = options;
  for (const mount of options.mounts) useMount(app, mount, onFault, onRefused);
  return app;
}
