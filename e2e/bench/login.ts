/** What the gateway logs in with at a simulator that lives for one round on loopback. */
export const LOGIN = { user: "ringback", secret: "bench-on-loopback" };
