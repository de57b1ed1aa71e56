/** What the gateway says of its own APIs. */
import { type Proof, seen } from "./proof.ts";

export const documentsProofs: readonly Proof[] = [
  seen("documents.enabled", {
    change: { RINGBACK_DOCUMENTS_ENABLED: "false" },
    look: async ({ origin }) =>
      await Promise.all(
        ["/openapi.json", "/docs"].map(
          async (path) => (await fetch(origin + path)).status,
        ),
      ),
    was: [200, 200],
    is: [404, 404],
  }),
];
