/** Standard Webhooks: the sink can prove that an event is ours and fresh. */
import { createHmac } from "node:crypto";

/** `webhook-id`, `webhook-timestamp` and `webhook-signature` with one `v1` signature for each secret; nothing without secrets. */
export function signatureHeaders(
  secrets: readonly string[],
  event: { id: string; body: string; at: number },
): Record<string, string> {
  if (secrets.length === 0) return {};
  const timestamp = String(Math.floor(event.at / 1000));
  const signed = `${event.id}.${timestamp}.${event.body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  });
  return {
    "webhook-id": event.id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}
