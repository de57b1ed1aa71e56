import { survives } from "./every-state.ts";

/** A start takes its time: nobody who rings is to be given up meanwhile. */
const changes = {
  calls: { alertingBDeadlineMs: 10_000 },
  click2call: { dialTimeoutSeconds: 10 },
};

survives({
  name: "the gateway killed",
  changes,
  begin: ({ gateway }) => gateway.kill9(),
  end: async ({ gateway, reopen }) => {
    await gateway.start();
    await reopen();
  },
});

survives({
  name: "the gateway killed and AMI cut",
  changes,
  begin: async ({ gateway, proxy }) => {
    proxy.cut();
    await gateway.kill9();
  },
  end: async ({ gateway, proxy, reopen }) => {
    proxy.heal();
    await gateway.start();
    await reopen();
  },
});
