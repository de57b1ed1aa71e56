import { createHash } from "node:crypto";
import type { AmiConnection } from "./connection.ts";
import type { WireMessage } from "./message.ts";
import { serialize } from "./serializer.ts";
import type { AmiOptions } from "./transport.ts";

/** Asterisk does not take this name and secret, or not from this address. */
export class LoginRefused extends Error {
  constructor(message: string) {
    super(`login refused: ${message}`);
    this.name = "LoginRefused";
  }
}

/** Waits for Asterisk's greeting and logs in. Rejects with `LoginRefused`, or with `Error` where the peer is no Asterisk. */
export async function login(
  connection: AmiConnection,
  options: Pick<AmiOptions, "username" | "secret" | "auth">,
): Promise<void> {
  const banner = await connection.banner();
  if (!banner.startsWith("Asterisk Call Manager"))
    throw new Error("the peer is not an Asterisk manager");
  const proof =
    options.auth === "md5"
      ? await challengeProof(connection, options.secret)
      : { Secret: options.secret };
  await ask(connection, "Login", { Username: options.username, ...proof });
}

async function challengeProof(connection: AmiConnection, secret: string) {
  const answer = await ask(connection, "Challenge", { AuthType: "MD5" });
  const challenge = answer.get("Challenge");
  if (challenge === undefined) throw new LoginRefused("no challenge was given");
  const Key = createHash("md5")
    .update(challenge + secret)
    .digest("hex");
  return { AuthType: "MD5", Key };
}

async function ask(
  connection: AmiConnection,
  action: string,
  headers: Record<string, string>,
): Promise<WireMessage> {
  const id = `ringback-${action.toLowerCase()}`;
  const answer = await connection.ask(id, serialize({ action, headers }, id));
  if (answer.Response !== "Success")
    throw new LoginRefused(answer.get("Message") ?? "without a reason");
  return answer;
}
